/** Strokes of 24 × 24 icons. */
const PATHS = {
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  stop: 'M7 7h10v10H7z',
  step: 'M7 6v12l8-6zM17.5 6v12',
  stepPhase: 'M5 6v12l6.5-6zM12 6v12l6.5-6zM20 6v12',
  reset: 'M5 12a7 7 0 1 0 2.2-5.1M5 4.5v4h4',
  plus: 'M12 5.5v13M5.5 12h13',
  minus: 'M5.5 12h13',
  enlarge: 'M9 4.5H4.5V9M15 4.5h4.5V9M9 19.5H4.5V15M15 19.5h4.5V15',
  shrink: 'M4.5 9H9V4.5M19.5 9H15V4.5M4.5 15H9v4.5M19.5 15H15v4.5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.7 1.7M17 17l1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  system: 'M4 5.5h16v10.5H4zM9 20h6M12 16v4',
  help: 'M9.3 9.3a2.8 2.8 0 1 1 4 2.5c-.9.5-1.3 1-1.3 2M12 17.2v.1',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  chevron: 'M7 10l5 5 5-5',
  left: 'M14.5 6.5 9 12l5.5 5.5',
  right: 'M9.5 6.5 15 12l-5.5 5.5',
  download: 'M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  trash: 'M5 7h14M10 7V4.8h4V7M7 7l.8 12.2h8.4L17 7',
  fit: 'M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  table: 'M4.5 5.5h15v13h-15zM4.5 10h15M4.5 14.3h15M10 5.5v13',
  chart: 'M4.5 4.5v15h15M7.5 15l3.5-5 3 3 4.5-6.5',
  sliders: 'M5 7h8M17 7h2M5 12h2M11 12h8M5 17h8M17 17h2M15 5v4M9 10v4M15 15v4',
  bolt: 'M13 3.5 6 13.5h5l-1 7 7-10h-5z',
  dots: 'M8 8v.1M16 8v.1M12 12v.1M8 16v.1M16 16v.1',
  user: 'M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4M4.8 19.5c.6-3.4 3.5-5 7.2-5s6.6 1.6 7.2 5',
  leave: 'M10 4.5H5v15h5M14.5 8l4 4-4 4M18.5 12H9.5',
  eye: 'M2.5 12s3.5-6.2 9.5-6.2 9.5 6.2 9.5 6.2-3.5 6.2-9.5 6.2S2.5 12 2.5 12M12 9.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2',
  list: 'M5 7h.1M5 12h.1M5 17h.1M9 7h10M9 12h10M9 17h10',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, fill = false }: { name: IconName; fill?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="18"
      height="18"
      aria-hidden="true"
      fill={fill ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width={name === 'dots' || name === 'list' ? 2.4 : 1.8}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
