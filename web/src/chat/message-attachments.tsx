import { useState } from "react";
import type { FileFragment } from "../gql/graphql.js";
import { formatBytes } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { Lightbox } from "../ui/lightbox.js";

const WIDEST_PX = 360;

export function MessageAttachments({
  attachments,
}: {
  readonly attachments: readonly FileFragment[];
}) {
  const [open, setOpen] = useState<FileFragment | null>(null);
  if (attachments.length === 0) return null;
  const pictures = attachments.filter(({ kind }) => kind === "IMAGE");
  const others = attachments.filter(({ kind }) => kind !== "IMAGE");
  return (
    <>
      {pictures.length > 0 && (
        <div className="pictures" data-count={Math.min(pictures.length, 3)}>
          {pictures.map((picture) => (
            <button
              key={picture.id}
              type="button"
              className="picture"
              aria-label={`Picture ${picture.filename}. Open`}
              onClick={() => setOpen(picture)}
            >
              <img {...sourceOf(picture)} alt={picture.filename} loading="lazy" decoding="async" />
            </button>
          ))}
        </div>
      )}
      {others.map((file) => (
        <a key={file.id} className="file" href={file.url} target="_blank" rel="noreferrer" download>
          <Icon name="file" size={22} />
          <span className="grow">
            <span className="truncate">{file.filename}</span>
            <span className="small muted">{formatBytes(file.byteSize)}</span>
          </span>
        </a>
      ))}
      {open && <Lightbox picture={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The smallest thumbnail that is sharp enough, with the size that it will take. */
function sourceOf({ url, thumbnails, width, height }: FileFragment) {
  const sorted = [...thumbnails].sort((a, b) => a.width - b.width);
  const src = (sorted.find((t) => t.width >= WIDEST_PX * 1.5) ?? sorted.at(-1) ?? { url }).url;
  return width && height ? { src, width, height } : { src };
}
