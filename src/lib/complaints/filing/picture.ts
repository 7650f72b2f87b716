/** Long edge of a photo as it is sent: cracks can be seen, and ten of them fit into one request on a slow line. */
const edge = 2400;
const quality = 0.85;

/** The browser draws the picture anew, so that place and camera do not leave the device at all. Null: it can't open it. */
export async function shrink(file: Blob): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', quality);
    });
  } catch {
    return null;
  }
}
