import { useState } from "react";
import type { FileFragment } from "../gql/graphql.js";
import { formatBytes } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { Lightbox } from "../ui/lightbox.js";
import { PictureGrid } from "./picture-grid.js";

interface MessageAttachmentsProps {
  readonly attachments: readonly FileFragment[];
}

export function MessageAttachments({ attachments }: MessageAttachmentsProps) {
  const [open, setOpen] = useState<number | null>(null);
  if (attachments.length === 0) return null;
  const pictures = attachments.filter(({ kind }) => kind === "IMAGE");
  const others = attachments.filter(({ kind }) => kind !== "IMAGE");
  return (
    <>
      {pictures.length > 0 && <PictureGrid pictures={pictures} onOpen={setOpen} />}
      {others.map((file) => (
        <OtherFile key={file.id} file={file} />
      ))}
      {open !== null && <Lightbox pictures={pictures} first={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function OtherFile({ file }: { readonly file: FileFragment }) {
  const { kind, filename, url } = file;
  if (kind === "AUDIO") {
    return (
      <figure className="media">
        <audio controls preload="metadata" src={url} aria-label={filename} />
        <figcaption className="small muted truncate">{filename}</figcaption>
      </figure>
    );
  }
  if (kind === "VIDEO") {
    return (
      <figure className="media">
        <video controls preload="metadata" src={url} aria-label={filename} playsInline />
        <figcaption className="small muted truncate">{filename}</figcaption>
      </figure>
    );
  }
  return <FileCard file={file} />;
}

function FileCard({
  file: { filename, mimeType, byteSize, url },
}: {
  readonly file: FileFragment;
}) {
  const type = mimeType === "application/pdf" ? "PDF" : (filename.split(".").at(-1) ?? "");
  return (
    <a className="file" href={url} target="_blank" rel="noreferrer" download={filename}>
      <span className="file-type" data-type={type.toLowerCase()} aria-hidden="true">
        <Icon name="file" size={22} />
      </span>
      <span className="grow">
        <span className="truncate">{filename}</span>
        <span className="small muted">
          {type.toUpperCase()} · {formatBytes(byteSize)}
        </span>
      </span>
      <Icon name="download" size={18} />
    </a>
  );
}
