import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import busboy from "busboy";
import { Upload, type FileUpload } from "graphql-upload-ts";
import { AppError } from "../../platform/core/errors.js";
import { malformed, parseObject, place, tooMany } from "./multipart-map.js";
import { watchPace } from "./pace.js";

const MAX_FIELD_BYTES = 100_000;
const HEADER_LIMIT = 20;

interface ReceivedFile {
  readonly path: string;
}

export interface MultipartOptions {
  readonly maxFiles: number;
  /** Over all parts; the pieces between them included. */
  readonly maxBytes: number;
  readonly receive: (source: Readable, filename: string) => Promise<ReceivedFile>;
  /** Once more, for a file that is named by several paths. */
  readonly share: (file: ReceivedFile) => Promise<ReceivedFile>;
  /** Removes what was received; files that were taken over meanwhile are no longer there. */
  readonly discard: (...paths: string[]) => Promise<void>;
}

export interface Multipart {
  readonly operations: object;
  readonly release: () => Promise<void>;
}

/**
 * Reads a request of the GraphQL multipart specification to its end: `operations`, `map`, then
 * every mapped file, which is received before anything is executed. One fault refuses all of it,
 * at once, and nothing is left. The parser of graphql-upload-ts would write each file twice, pass
 * over files that nobody asked for, and keep those that come after the answer.
 */
export async function readMultipart(
  request: IncomingMessage,
  options: MultipartOptions,
): Promise<Multipart> {
  const reader = new MultipartReader(options);
  try {
    return { operations: await reader.read(request), release: reader.release };
  } catch (error) {
    await reader.release();
    throw error;
  }
}

class MultipartReader {
  private operations: object | null = null;
  private map: Map<string, readonly Upload[]> | null = null;
  private readonly begun = new Set<string>();
  private readonly receiving: Promise<ReceivedFile>[] = [];

  constructor(private readonly options: MultipartOptions) {}

  readonly release = async (): Promise<void> => {
    const files = await Promise.allSettled(this.receiving);
    const paths = files.flatMap((file) => (file.status === "fulfilled" ? [file.value.path] : []));
    await this.options.discard(...paths);
  };

  async read(request: IncomingMessage): Promise<object> {
    const parser = createParser(request, this.options.maxFiles);
    await new Promise<void>((resolve, reject) => {
      const stopWatching = watchPace(request, this.options.maxBytes, fail);
      let failed = false;
      function fail(error: Error): void {
        if (failed) return;
        failed = true;
        stopWatching();
        request.unpipe(parser);
        parser.destroy(error);
        reject(error);
      }
      const attempt = (step: () => void): void => {
        try {
          step();
        } catch (error) {
          fail(error as Error);
        }
      };
      parser.on("field", (name, value, { valueTruncated }) =>
        attempt(() => this.onField(name, value, valueTruncated)),
      );
      parser.on("file", (name, part, { filename }) => {
        part.on("error", () => undefined);
        attempt(() => this.onFile(name, part, filename, fail));
      });
      for (const limit of ["filesLimit", "fieldsLimit", "partsLimit"] as const)
        parser.once(limit, () => fail(tooMany(this.options.maxFiles)));
      // One body can have several faults: without a listener the second would end the process.
      parser.on("error", (error) =>
        fail(error instanceof AppError ? error : malformed("The multipart body is malformed.")),
      );
      parser.once("close", () => {
        stopWatching();
        resolve();
      });
      request.once("close", () => {
        if (!request.complete) fail(malformed("The request was broken off."));
      });
      request.pipe(parser);
    });
    await Promise.all(this.receiving);
    return this.finished();
  }

  private onField(name: string, value: string, truncated: boolean): void {
    if (truncated) throw malformed(`The field ${name} has more than ${MAX_FIELD_BYTES} bytes.`);
    if (name === "operations" && !this.operations) this.operations = parseObject(name, value);
    else if (name === "map" && this.operations && !this.map)
      this.map = this.readMap(parseObject(name, value), this.operations);
    else throw malformed("A multipart request has operations, map, and then the files.");
  }

  /** A file can be named by several paths: each of them gets a file of its own. */
  private readMap(map: object, operations: object): Map<string, readonly Upload[]> {
    const entries = Object.entries(map) as [string, unknown][];
    const { maxFiles } = this.options;
    const isPaths = (paths: unknown): paths is string[] =>
      Array.isArray(paths) && paths.length > 0 && paths.every((path) => typeof path === "string");
    let places = 0;
    return new Map(
      entries.map(([name, paths]) => {
        if (!isPaths(paths)) throw malformed("Each entry of the map names one path or several.");
        places += paths.length;
        if (places > maxFiles) throw tooMany(maxFiles);
        return [name, paths.map((path) => place(operations, path, new Upload()))];
      }),
    );
  }

  private onFile(
    name: string,
    part: Readable,
    filename: string | undefined,
    fail: (error: Error) => void,
  ): void {
    const uploads = this.map?.get(name);
    if (!uploads || this.begun.has(name)) throw malformed("Every file is named by the map, once.");
    this.begun.add(name);
    const first = this.options.receive(part, unescaped(filename ?? ""));
    for (const [at, upload] of uploads.entries()) {
      const file = at === 0 ? first : first.then((received) => this.options.share(received));
      this.receiving.push(file);
      // Hands over what `upload` resolvers read.
      file.then((received) => upload.resolve(received as unknown as FileUpload), fail);
    }
  }

  private finished(): object {
    if (!this.operations || !this.map) throw malformed("operations or map is missing.");
    for (const name of this.map.keys())
      if (!this.begun.has(name)) throw malformed("A file that the map names is missing.");
    return this.operations;
  }
}

function createParser({ headers }: IncomingMessage, files: number): busboy.Busboy {
  try {
    return busboy({
      headers,
      defParamCharset: "utf8",
      limits: {
        fieldNameSize: 100,
        fieldSize: MAX_FIELD_BYTES,
        fields: 2,
        files,
        parts: files + 2,
        headerPairs: HEADER_LIMIT,
      },
    });
  } catch {
    throw malformed("The multipart boundary is missing.");
  }
}

/** Forms escape three characters in the name of a file, and no others. */
function unescaped(filename: string): string {
  const escaped: Readonly<Record<string, string>> = { "%22": '"', "%0D": "\r", "%0A": "\n" };
  return filename.replace(/%22|%0D|%0A/g, (code) => escaped[code] ?? code);
}
