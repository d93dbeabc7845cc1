// A thread for one picture: what libheif does to the memory ends with it.
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import libheif from "libheif-js/wasm-bundle.js";

const { path, maxPixels, keptPixels, maxBytes } = workerData;
const { grow } = WebAssembly.Memory.prototype;
const PAGE_BYTES = 65_536;

// The limits that a thread has are those of its objects; what WebAssembly takes is not among them.
WebAssembly.Memory.prototype.grow = function bounded(pages) {
  if (this.buffer.byteLength + pages * PAGE_BYTES > maxBytes) throw new RangeError("too large");
  return grow.call(this, pages);
};

async function decode() {
  await libheif.ready;
  const decoder = new libheif.HeifDecoder();
  const images = decoder.decode(await readFile(path));
  // A file may hold many; the first is not always the one that it is about.
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) throw new Error("there is no picture in it");
  if (image.get_width() * image.get_height() > maxPixels) return { tooLarge: true };
  const decoded = await libheif.heif_js_decode_image2(
    image.handle,
    libheif.heif_colorspace.heif_colorspace_RGB,
    libheif.heif_chroma.heif_chroma_interleaved_RGB,
  );
  const pixels = decoded.channels?.find(
    ({ id }) => id === libheif.heif_channel.heif_channel_interleaved,
  );
  if (!pixels) throw new Error("it cannot be decoded");
  return reduced(pixels);
}

/** Halved until few enough are left, out of libheif's memory: a whole copy is never made. */
function reduced({ data, width, height, stride }) {
  let halves = 0;
  while ((width * height) / 4 ** halves > keptPixels) halves += 1;
  const side = 2 ** halves;
  const [across, down] = [Math.floor(width / side), Math.floor(height / side)];
  const kept = new Uint8ClampedArray(across * down * 3);
  let at = 0;
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1)
      for (let colour = 0; colour < 3; colour += 1) {
        let sum = 0;
        for (let row = y * side; row < (y + 1) * side; row += 1)
          for (let column = x * side; column < (x + 1) * side; column += 1)
            sum += data[row * stride + column * 3 + colour];
        kept[at] = sum / side ** 2;
        at += 1;
      }
  return { width: across, height: down, data: kept };
}

decode().then(
  (picture) => parentPort.postMessage(picture, picture.data ? [picture.data.buffer] : []),
  (error) => parentPort.postMessage({ fault: String(error.message) }),
);
