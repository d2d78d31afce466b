/** Text on a chart: how wide it is, in CSS pixels, and how it is cut. */
import type { GrafanaTheme2 } from '@grafana/data';

const ellipsis = '…';
const canvas = document.createElement('canvas').getContext('2d');

export function textWidth(text: string, size: number, theme: GrafanaTheme2): number {
  if (!canvas) {
    return text.length * size * 0.6;
  }
  canvas.font = `${size}px ${theme.typography.fontFamily}`;
  return canvas.measureText(text).width;
}

export function shorten(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) + ellipsis : text;
}
