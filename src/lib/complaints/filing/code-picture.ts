import type { Qr } from '#lib/ui/qr.ts';

const width = 720;
const margin = 40;

/** Draws the code and its QR code as a picture that a phone keeps among its photos. Nothing of it leaves the device. */
function draw({ code, qr }: { code: string; qr: Qr }, lines: string[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = 760;
  const pen = canvas.getContext('2d');
  if (!pen) return canvas;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  pen.textBaseline = 'top';
  pen.font = '28px sans-serif';
  lines.forEach((line, n) => {
    pen.fillText(line, margin, margin + n * 42);
  });
  pen.font = 'bold 44px monospace';
  const top = margin + lines.length * 42 + 20;
  pen.fillText(code, margin, top, width - 2 * margin);
  const scale = 420 / qr.size;
  pen.translate((width - 420) / 2, top + 90);
  pen.scale(scale, scale);
  pen.fill(new Path2D(qr.path));
  return canvas;
}

export function savePicture(of: { code: string; qr: Qr }, lines: string[], name: string): void {
  draw(of, lines).toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(link.href);
    }, 10_000);
  });
}
