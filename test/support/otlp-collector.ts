import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface RawAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}
interface RawSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly RawAttribute[];
  readonly status: { readonly code: number };
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly RawAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  }[];
}

export interface SeenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
}

/** What takes traces by OTLP over HTTP and keeps them. */
export class OtlpCollector {
  readonly requests: { url: string; authorization: string; body: string }[] = [];
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      const { url = "", headers } = request;
      this.requests.push({ url, authorization: headers.authorization ?? "", body });
      response.setHeader("content-type", "application/json").end("{}");
    });
  });

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get spans(): SeenSpan[] {
    return this.exports.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(seen))),
    );
  }

  get services(): Set<string | number | undefined> {
    const resources = this.exports.flatMap(({ resourceSpans }) => resourceSpans);
    return new Set(resources.map(({ resource }) => flat(resource.attributes)["service.name"]));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private get exports(): Export[] {
    return this.requests.map(({ body }) => JSON.parse(body) as Export);
  }
}

function seen({ parentSpanId, status, attributes, ...span }: RawSpan): SeenSpan {
  const { traceId, spanId, name } = span;
  const failed = status.code === 2;
  const parent = parentSpanId ?? null;
  return { traceId, spanId, name, parentSpanId: parent, failed, attributes: flat(attributes) };
}

function flat(attributes: readonly RawAttribute[]): SeenSpan["attributes"] {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]),
  );
}
