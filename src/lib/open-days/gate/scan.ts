/** Reads QR codes from the camera or a picture: by the browser where it can, else by a library that is fetched then. */
type Source = HTMLVideoElement | ImageBitmap;
type Detect = (source: Source) => Promise<string | null>;

interface NativeDetector {
  detect: (source: Source) => Promise<{ rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats: () => Promise<string[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: NativeDetectorClass;
  }
}

async function byBrowser(): Promise<Detect | null> {
  const Detector = window.BarcodeDetector;
  if (!Detector) return null;
  try {
    if (!(await Detector.getSupportedFormats()).includes('qr_code')) return null;
    const detector = new Detector({ formats: ['qr_code'] });
    return async (source) => (await detector.detect(source))[0]?.rawValue ?? null;
  } catch {
    return null;
  }
}

/** More pixels take longer and help nothing: a code fills much of the picture. */
const widest = 1000;

async function byLibrary(): Promise<Detect> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (source) => {
    const isVideo = source instanceof HTMLVideoElement;
    const width = isVideo ? source.videoWidth : source.width;
    const height = isVideo ? source.videoHeight : source.height;
    if (!context || width === 0 || height === 0) return null;
    const scale = Math.min(1, widest / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return decodeQR({ width: canvas.width, height: canvas.height, data }, { timeLimit: 100 });
    } catch {
      // no code in it
      return null;
    }
  };
}

let native: Promise<Detect | null> | null = null;
let library: Promise<Detect> | null = null;

/** Fetches what reading will need, so that it is there without network too. */
export async function prepare(): Promise<void> {
  native ??= byBrowser();
  library ??= byLibrary();
  await Promise.all([native, library]);
}

/** null where there is no code. A detector that breaks down, as some phones' do, is followed by the library. */
export async function detect(source: Source): Promise<string | null> {
  await prepare();
  try {
    const found = await (await native)?.(source);
    if (found) return found;
  } catch {
    native = Promise.resolve(null);
  }
  // on each frame the two together would make a phone hot: the library looks where the browser can't, and at pictures
  if ((await native) && source instanceof HTMLVideoElement) return null;
  return (await library)?.(source) ?? null;
}

export async function detectIn(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file);
  try {
    return await detect(picture);
  } finally {
    picture.close();
  }
}

/** Shows the camera of the back and calls with each code; returns what ends it. Throws where there is no camera. */
export async function watch(video: HTMLVideoElement, onCode: (text: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } }
  });
  video.srcObject = stream;
  await video.play();
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const look = async (): Promise<void> => {
    const found = await detect(video);
    if (stopped) return;
    if (found) onCode(found);
    timer = setTimeout(() => void look(), 200);
  };
  timer = setTimeout(() => void look(), 200);
  return () => {
    stopped = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
