import { Worker } from "node:worker_threads";

const SCRIPT = new URL("./heic-thread.mjs", import.meta.url);
const TIME_LIMIT_MS = 60_000;
const MEGABYTES = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 };

export interface HeicLimits {
  /** More are refused. */
  readonly maxPixels: number;
  /** More are halved until there are no more than so many. */
  readonly keptPixels: number;
  /** Of memory, for what libheif does. */
  readonly maxBytes: number;
}

export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue: three bytes a pixel. */
  readonly data: Buffer;
}

interface Sent extends Omit<DecodedPicture, "data"> {
  readonly data: Uint8ClampedArray;
}
type Answer = Sent | { readonly tooLarge: true } | { readonly fault: string };

/** A large one takes hundreds of megabytes: one at a time. */
let last: Promise<unknown> = Promise.resolve();

/** HEIC, which sharp cannot read: upright, in a thread that ends with it. Null: too many pixels. */
export function decodeHeic(path: string, limits: HeicLimits): Promise<DecodedPicture | null> {
  const decoded = last.then(() => decode(path, limits));
  last = decoded.catch(() => undefined);
  return decoded;
}

async function decode(path: string, limits: HeicLimits): Promise<DecodedPicture | null> {
  const thread = new Worker(SCRIPT, {
    workerData: { path, ...limits },
    resourceLimits: MEGABYTES,
    ...{ execArgv: [], env: {} },
  });
  let limit: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      limit = setTimeout(() => reject(new Error("timeout")), TIME_LIMIT_MS);
      thread.once("message", resolve).once("error", reject);
      thread.once("exit", () => reject(new Error("the thread has ended")));
    });
    if ("fault" in answer) throw new Error(answer.fault);
    if ("tooLarge" in answer) return null;
    const { buffer, byteOffset, byteLength } = answer.data;
    return { ...answer, data: Buffer.from(buffer, byteOffset, byteLength) };
  } finally {
    clearTimeout(limit);
    await thread.terminate();
  }
}
