import { rm, stat } from "node:fs/promises";
import sharp, { type FormatEnum, type Metadata, type Sharp, type SharpOptions } from "sharp";
import type { ImageMaker, MadeImage, MadeThumbnail } from "../files/media/images.js";
import { AppError, ErrorCode } from "../platform/core/errors.js";
import { readAnimatedPng } from "./animated-png.js";
import { decodeHeic } from "./heic-decoder.js";

/** What is kept has so many at most; a larger photo is scaled down while it is decoded. */
const MAX_PIXELS = 32_000_000;
/** Of pictures that are decoded as a whole, and of those that are decoded line by line. */
const MAX_WHOLE_PIXELS = 51_000_000;
const MAX_STREAMED_PIXELS = 120_000_000;
/** For 51 megapixels libheif takes 250 MB, and 320 MB where it turns them. */
const MAX_HEIC_BYTES = 384 * 1_024 * 1_024;
const MAX_FRAMES = 1_000;
const TIME_LIMIT_SECONDS = 10;
const THUMBNAIL_SIZES = [96, 320, 800];
/** Decoding is what costs memory: this many pictures at a time, the others wait. */
const PARALLEL = 2;

type Source = string | Buffer;
interface Kept extends Omit<MadeImage, "thumbnails"> {
  readonly path: string;
}

/** `newPath` names a file that does not exist yet. */
export class SharpImages implements ImageMaker {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly newPath: () => string) {
    sharp.cache(false);
    sharp.concurrency(1);
  }

  async make(path: string, mimeType: string): Promise<MadeImage> {
    const made: string[] = [];
    const into = (): string => {
      const target = this.newPath();
      made.push(target);
      return target;
    };
    if (this.running >= PARALLEL) await new Promise<void>((next) => this.waiting.push(next));
    this.running += 1;
    try {
      const image = await keep(path, mimeType, into());
      return { ...image, thumbnails: await thumbnails(image, into) };
    } catch (error) {
      await Promise.all(made.map((target) => rm(target, { force: true })));
      throw error instanceof AppError ? error : refusal(error);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

async function keep(path: string, mimeType: string, target: string): Promise<Kept> {
  if (mimeType === "image/heic") return keepHeic(path, target);
  if (mimeType === "image/png") {
    const animated = await readAnimatedPng(path);
    if (animated) {
      if (animated.frames > MAX_FRAMES || animated.pixels > MAX_PIXELS) throw tooLarge(MAX_PIXELS);
      const { width, height } = animated;
      return { path: target, mimeType, width, height, byteSize: await animated.write(target) };
    }
  }
  // A photo whose last bytes did not arrive is worth keeping; other formats break off in a mess.
  const options: SharpOptions = mimeType === "image/jpeg" ? { failOn: "none" } : {};
  const facts = await sharp(path, { limitInputPixels: false }).metadata();
  const frames = facts.pages ?? 1;
  const limit =
    frames > 1 ? MAX_PIXELS : isStreamed(facts) ? MAX_STREAMED_PIXELS : MAX_WHOLE_PIXELS;
  if (frames > MAX_FRAMES || facts.width * facts.height * frames > limit) throw tooLarge(limit);
  // Few programs show AVIF, and to encode it takes seconds.
  const kept = mimeType === "image/avif" ? (facts.hasAlpha ? "webp" : "jpeg") : mimeType.slice(6);
  if (frames > 1 && (facts.orientation ?? 1) > 1) return keepTurned(path, facts, kept, target);
  const isAnimated = mimeType === "image/gif" || mimeType === "image/webp";
  return write(open(path, { ...options, animated: isAnimated }), facts, kept, target);
}

/** Two lines of blocks are in memory at a time, whatever the size. */
function isStreamed({ format, isProgressive }: Metadata): boolean {
  return (format === "jpeg" || format === "png") && !isProgressive;
}

async function keepHeic(path: string, target: string): Promise<Kept> {
  const limits = {
    ...{ maxPixels: MAX_WHOLE_PIXELS, keptPixels: MAX_PIXELS },
    maxBytes: MAX_HEIC_BYTES,
  };
  const decoded = await decodeHeic(path, limits);
  if (!decoded) throw tooLarge(MAX_WHOLE_PIXELS);
  const { data, width, height } = decoded;
  // libheif has turned it.
  const picture = open(data, { raw: { width, height, channels: 3 } });
  return write(picture, { width, height }, "jpeg", target);
}

async function write(
  picture: Sharp,
  {
    width,
    height,
    orientation = 1,
    pages = 1,
  }: Pick<Metadata, "width" | "height" | "orientation" | "pages">,
  format: string,
  target: string,
): Promise<Kept> {
  const halves = Math.max(0, Math.ceil(Math.log2((width * height * pages) / MAX_PIXELS) / 2));
  const [across, down] = orientation > 4 ? [height, width] : [width, height];
  const scaled =
    halves === 0
      ? picture.autoOrient()
      : picture.autoOrient().resize(Math.ceil(across / 2 ** halves), Math.ceil(down / 2 ** halves));
  const info = await scaled.toFormat(format as keyof FormatEnum).toFile(target);
  const mimeType = `image/${format}`;
  const size = { width: info.width, height: info.pageHeight ?? info.height };
  return { path: target, mimeType, byteSize: info.size, ...size };
}

/** sharp turns no animation: it is taken apart, and put together again. */
async function keepTurned(
  path: string,
  facts: Metadata,
  format: string,
  target: string,
): Promise<Kept> {
  const frames: Buffer[] = [];
  for (let page = 0; page < (facts.pages ?? 1); page += 1)
    frames.push(await open(path, { page }).autoOrient().png({ compressionLevel: 1 }).toBuffer());
  const timing = { ...(facts.delay && { delay: facts.delay }), loop: facts.loop ?? 0 };
  const joined = sharp(frames, { join: { animated: true }, limitInputPixels: MAX_PIXELS });
  const info = await joined.toFormat(format as keyof FormatEnum, timing).toFile(target);
  const { size: byteSize } = await stat(target);
  const size = { width: info.width, height: info.pageHeight ?? info.height };
  return { path: target, mimeType: `image/${format}`, byteSize, ...size };
}

/** Every size that is smaller than the picture, and the smallest always. */
async function thumbnails(
  { path, width, height }: Kept,
  into: () => string,
): Promise<MadeThumbnail[]> {
  const sizes = THUMBNAIL_SIZES.filter((size, at) => at === 0 || size < Math.max(width, height));
  const made: MadeThumbnail[] = [];
  for (const size of sizes) {
    const target = into();
    const info = await open(path, {})
      .resize({ width: size, height: size, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 78 })
      .toFile(target);
    made.push({ path: target, width: info.width, height: info.height, variant: String(size) });
  }
  return made;
}

function open(source: Source, options: SharpOptions): Sharp {
  const limits = { limitInputPixels: MAX_STREAMED_PIXELS, sequentialRead: true };
  return sharp(source, { ...limits, ...options }).timeout({ seconds: TIME_LIMIT_SECONDS });
}

function refusal(error: unknown): AppError {
  const { message } = error as Error;
  if (/pixel limit|timeout/i.test(message)) return tooLarge(MAX_PIXELS);
  return new AppError(
    ErrorCode.FILE_TYPE_REJECTED,
    "The picture cannot be read: upload it in another format.",
  );
}

function tooLarge(limit: number): AppError {
  const message = `A picture has at most ${limit} pixels over all its frames.`;
  return new AppError(ErrorCode.FILE_TOO_LARGE, message, { limit });
}
