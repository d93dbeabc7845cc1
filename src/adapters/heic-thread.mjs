// A thread for one picture: what libheif does to the memory ends with it.
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import libheif from "libheif-js/wasm-bundle.js";

const { path, maxPixels } = workerData;

async function decode() {
  await libheif.ready;
  const decoder = new libheif.HeifDecoder();
  const [image] = decoder.decode(await readFile(path));
  if (!image) throw new Error("there is no picture in it");
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > maxPixels) return { tooLarge: true };
  const data = new Uint8ClampedArray(width * height * 4);
  await new Promise((resolve, reject) => {
    image.display({ data, width, height }, (shown) =>
      shown ? resolve() : reject(new Error("it cannot be decoded")),
    );
  });
  return { width, height, data };
}

decode().then(
  (picture) => parentPort.postMessage(picture, picture.data ? [picture.data.buffer] : []),
  (error) => parentPort.postMessage({ fault: String(error.message) }),
);
