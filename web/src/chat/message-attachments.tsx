import { useState } from "react";
import type { FileFragment } from "../gql/graphql.js";
import { formatBytes } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { Lightbox } from "../ui/lightbox.js";
import { MediaPlayer } from "../ui/media-player.js";
import { messagesTexts } from "../texts/messages.js";
import { PictureGrid } from "./picture-grid.js";

interface MessageAttachmentsProps {
  readonly attachments: readonly FileFragment[];
}

export function MessageAttachments({ attachments }: MessageAttachmentsProps) {
  const [open, setOpen] = useState<string | null>(null);
  if (attachments.length === 0) return null;
  const pictures = attachments.filter(({ kind }) => kind === "IMAGE");
  const others = attachments.filter(({ kind }) => kind !== "IMAGE");
  const seen = attachments.filter(({ kind }) => kind === "IMAGE" || kind === "VIDEO");
  const first = seen.findIndex(({ id }) => id === open);
  return (
    <>
      {pictures.length > 0 && <PictureGrid pictures={pictures} onOpen={setOpen} />}
      {others.map((file) => (
        <OtherFile key={file.id} file={file} onOpen={() => setOpen(file.id)} />
      ))}
      {first >= 0 && <Lightbox pictures={seen} first={first} onClose={() => setOpen(null)} />}
    </>
  );
}

interface OtherFileProps {
  readonly file: FileFragment;
  readonly onOpen: () => void;
}

function OtherFile({ file, onOpen }: OtherFileProps) {
  const [failed, setFailed] = useState(false);
  const { kind, filename, url, byteSize } = file;
  if ((kind !== "AUDIO" && kind !== "VIDEO") || failed)
    return <FileCard file={file} failed={failed} />;
  return (
    <figure className="media">
      <MediaPlayer
        kind={kind}
        src={url}
        title={filename}
        onFailed={() => setFailed(true)}
        onOpen={kind === "VIDEO" ? onOpen : undefined}
      />
      <figcaption className="small muted truncate">
        {filename} · {formatBytes(byteSize)}
      </figcaption>
    </figure>
  );
}

interface FileCardProps {
  readonly file: FileFragment;
  /** It is of a kind that is played, and this browser cannot. */
  readonly failed: boolean;
}

function FileCard({ file, failed }: FileCardProps) {
  const { filename, mimeType, byteSize, url } = file;
  const type = mimeType === "application/pdf" ? "PDF" : (filename.split(".").at(-1) ?? "");
  return (
    <a className="file" href={url} target="_blank" rel="noreferrer" download={filename}>
      <span className="file-type" data-type={type.toLowerCase()} aria-hidden="true">
        {type.length > 0 && type.length <= 4 ? type.toUpperCase() : <Icon name="file" size={22} />}
      </span>
      <span className="grow">
        <span className="truncate">{filename}</span>
        <span className="small muted">
          {failed ? messagesTexts.cannotBePlayed : type.toUpperCase()} · {formatBytes(byteSize)}
        </span>
      </span>
      <Icon name="download" size={18} />
    </a>
  );
}
