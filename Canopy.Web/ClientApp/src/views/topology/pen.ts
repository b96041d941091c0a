import type { Rgb } from '../../base/color';
import { css } from '../../base/color';

/** What drawings of the network are made with: on a canvas, or as SVG. Coordinates are the drawing's own. */
export interface Pen {
  line(x1: number, y1: number, x2: number, y2: number, color: Rgb, width: number, alpha?: number): void;
  /** Half an ellipse from (x1, y) to (x2, y) that rises or, with a positive height, hangs. */
  arc(x1: number, x2: number, y: number, height: number, color: Rgb, width: number, alpha?: number): void;
  square(x: number, y: number, half: number, color: Rgb, alpha?: number): void;
  /** Around its middle, by half its sides. */
  rectangle(x: number, y: number, halfWidth: number, halfHeight: number, color: Rgb): void;
  circle(x: number, y: number, radius: number, fill: Rgb, stroke: Rgb | null, width?: number, alpha?: number): void;
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

  arc(x1: number, x2: number, y: number, height: number, color: Rgb, width: number, alpha = 1): void {
    const { context } = this;
    context.strokeStyle = css(color, alpha);
    context.lineWidth = width;
    context.beginPath();
    context.ellipse((x1 + x2) / 2, y, (x2 - x1) / 2, Math.abs(height), 0, Math.PI, 2 * Math.PI, height > 0);
    context.stroke();
  }

  rectangle(x: number, y: number, halfWidth: number, halfHeight: number, color: Rgb): void {
    this.context.fillStyle = css(color);
    this.context.fillRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
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

  arc(x1: number, x2: number, y: number, height: number, color: Rgb, width: number, alpha = 1): void {
    const path = `M${n(x1)} ${n(y)}A${n((x2 - x1) / 2)} ${n(Math.abs(height))} 0 0 ${height > 0 ? 0 : 1} ${n(x2)} ${n(y)}`;
    this.parts.push(`<path d="${path}"${stroke(color, width, alpha)}/>`);
  }

  rectangle(x: number, y: number, halfWidth: number, halfHeight: number, color: Rgb): void {
    this.parts.push(
      `<rect x="${n(x - halfWidth)}" y="${n(y - halfHeight)}" width="${n(2 * halfWidth)}" height="${n(2 * halfHeight)}"${fill(color, 1)}/>`,
    );
  }

  square(x: number, y: number, half: number, color: Rgb, alpha = 1): void {
    this.parts.push(`<rect x="${n(x - half)}" y="${n(y - half)}" width="${n(2 * half)}" height="${n(2 * half)}"${fill(color, alpha)}/>`);
  }

  circle(x: number, y: number, radius: number, inner: Rgb, edge: Rgb | null, width = 1, alpha = 1): void {
    const outline = edge === null ? '' : ` stroke="${hex(edge)}" stroke-width="${n(width)}"`;
    this.parts.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"${fill(inner, alpha)}${outline}/>`);
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
