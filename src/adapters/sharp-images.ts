import { rm } from "node:fs/promises";
import sharp, { type FormatEnum, type Sharp } from "sharp";
import { AppError, ErrorCode } from "../platform/core/errors.js";
import type { ImageMaker, MadeImage, MadeThumbnail } from "../files/media/images.js";

const MAX_PIXELS = 32_000_000;
const MAX_FRAMES = 1_000;
const TIME_LIMIT_SECONDS = 10;
const THUMBNAIL_SIZES = [96, 320, 800];
/** Decoding is what costs memory: this many pictures at a time, the others wait. */
const PARALLEL = 2;

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
      const format = mimeType.replace("image/", "") as keyof FormatEnum;
      const target = into();
      const frames = (await sharp(path, { limitInputPixels: MAX_PIXELS }).metadata()).pages ?? 1;
      if (frames > MAX_FRAMES) throw tooLarge();
      const info = await open(path, { animated: true })
        .autoOrient()
        .toFormat(format)
        .toFile(target);
      const image = {
        path: target,
        byteSize: info.size,
        width: info.width,
        height: info.pageHeight ?? info.height,
      };
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

/** Every size that is smaller than the picture, and the smallest always. */
async function thumbnails(
  { path, width, height }: { path: string; width: number; height: number },
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

function open(path: string, options: { animated?: boolean }): Sharp {
  const limits = { limitInputPixels: MAX_PIXELS, sequentialRead: true };
  return sharp(path, { ...limits, ...options }).timeout({ seconds: TIME_LIMIT_SECONDS });
}

function refusal(error: unknown): AppError {
  const { message } = error as Error;
  if (/pixel limit|timeout/i.test(message)) return tooLarge();
  return new AppError(ErrorCode.FILE_TYPE_REJECTED, "The picture cannot be read.");
}

function tooLarge(): AppError {
  const message = `A picture has at most ${MAX_PIXELS} pixels over all its frames.`;
  return new AppError(ErrorCode.FILE_TOO_LARGE, message, { limit: MAX_PIXELS });
}
