import { css } from '../../base/color';
import type { Rgb } from '../../base/color';

/** What drawings of the network are made with: on a canvas, or as SVG. Coordinates are the drawing's own. */
export interface Pen {
  line(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha?: number): void;
  curve(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha?: number): void;
  square(x: number, y: number, half: number, color: Rgb, alpha?: number): void;
  circle(x: number, y: number, radius: number, fill: Rgb, stroke: Rgb | null, width?: number, alpha?: number): void;
  cross(x: number, y: number, half: number, color: Rgb, width: number, alpha?: number): void;
  text(x: number, y: number, text: string, size: number, color: Rgb, align: 'left' | 'center' | 'right', alpha?: number): void;
}

export class CanvasPen implements Pen {
  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly font: string,
  ) {}

  line(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha = 1): void {
    const { context } = this;
    context.strokeStyle = css(color, alpha);
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }

  curve(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha = 1): void {
    const { context } = this;
    const bend = (x2 - x1) * 0.5;
    context.strokeStyle = css(color, alpha);
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x1, y1);
    context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    context.stroke();
  }

  square(x: number, y: number, half: number, color: Rgb, alpha = 1): void {
    this.context.fillStyle = css(color, alpha);
    this.context.fillRect(x - half, y - half, 2 * half, 2 * half);
  }

  circle(x: number, y: number, radius: number, fill: Rgb, stroke: Rgb | null, width = 1, alpha = 1): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = css(fill, alpha);
    context.fill();
    if (stroke !== null) {
      context.strokeStyle = css(stroke, alpha);
      context.lineWidth = width;
      context.stroke();
    }
  }

  cross(x: number, y: number, half: number, color: Rgb, width: number, alpha = 1): void {
    const { context } = this;
    context.strokeStyle = css(color, alpha);
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - half, y - half);
    context.lineTo(x + half, y + half);
    context.moveTo(x + half, y - half);
    context.lineTo(x - half, y + half);
    context.stroke();
  }

  text(x: number, y: number, text: string, size: number, color: Rgb, align: 'left' | 'center' | 'right', alpha = 1): void {
    const { context } = this;
    context.font = `${size}px ${this.font}`;
    context.textAlign = align;
    context.textBaseline = 'middle';
    context.fillStyle = css(color, alpha);
    context.fillText(text, x, y);
  }
}

export class SvgPen implements Pen {
  private readonly parts: string[] = [];

  constructor(private readonly font: string) {}

  line(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha = 1): void {
    this.parts.push(`<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}"${stroke(color, width, alpha)}/>`);
  }

  curve(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha = 1): void {
    const bend = (x2 - x1) * 0.5;
    this.parts.push(
      `<path d="M${n(x1)} ${n(y1)}C${n(x1 + bend)} ${n(y1)} ${n(x2 - bend)} ${n(y2)} ${n(x2)} ${n(y2)}"${stroke(color, width, alpha)}/>`,
    );
  }

  square(x: number, y: number, half: number, color: Rgb, alpha = 1): void {
    this.parts.push(`<rect x="${n(x - half)}" y="${n(y - half)}" width="${n(2 * half)}" height="${n(2 * half)}"${fill(color, alpha)}/>`);
  }

  circle(x: number, y: number, radius: number, inner: Rgb, edge: Rgb | null, width = 1, alpha = 1): void {
    const outline = edge === null ? '' : ` stroke="${hex(edge)}" stroke-width="${n(width)}"`;
    this.parts.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"${fill(inner, alpha)}${outline}/>`);
  }

  cross(x: number, y: number, half: number, color: Rgb, width: number, alpha = 1): void {
    this.parts.push(
      `<path d="M${n(x - half)} ${n(y - half)}l${n(2 * half)} ${n(2 * half)}m0 ${n(-2 * half)}l${n(-2 * half)} ${n(2 * half)}"${stroke(color, width, alpha)}/>`,
    );
  }

  text(x: number, y: number, text: string, size: number, color: Rgb, align: 'left' | 'center' | 'right', alpha = 1): void {
    const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    this.parts.push(
      `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" text-anchor="${anchor}" dominant-baseline="central"${fill(color, alpha)}>${escaped}</text>`,
    );
  }

  document(width: number, height: number, background: Rgb, title: string): string {
    const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const font = this.font.replaceAll('"', "'");
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" font-family="${font}">` +
      `<title>${escaped}</title><rect width="100%" height="100%" fill="${hex(background)}"/>${this.parts.join('')}</svg>`
    );
  }
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function hex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function fill(color: Rgb, alpha: number): string {
  return ` fill="${hex(color)}"${alpha < 1 ? ` fill-opacity="${n(alpha)}"` : ''}`;
}

function stroke(color: Rgb, width: number, alpha: number): string {
  return ` fill="none" stroke="${hex(color)}" stroke-width="${n(width)}"${alpha < 1 ? ` stroke-opacity="${n(alpha)}"` : ''}`;
}
