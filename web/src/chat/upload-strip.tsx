import { errorText } from "../api/error-text.js";
import { Button, IconButton } from "../ui/button.js";
import { formatBytes } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import type { UploadItem } from "./use-uploads.js";
import { messagesTexts } from "../texts/messages.js";

interface UploadStripProps {
  readonly uploads: readonly UploadItem[];
  readonly onRemove: (id: number) => void;
  readonly onRetry: (id: number) => void;
}

/** What will go with the message. A refusal is told where it stands, with what can be done about it. */
export function UploadStrip({ uploads, onRemove, onRetry }: UploadStripProps) {
  if (uploads.length === 0) return null;
  return (
    <ul className="upload-strip" aria-label={messagesTexts.attachments}>
      {uploads.map((item) => (
        <li key={item.id} className="upload" data-failed={item.error !== null}>
          <UploadPreview item={item} />
          {item.error && (
            <span className="upload-error" role="alert">
              <span className="truncate">{item.file.name}</span>
              <span className="upload-reason">{errorText(item.error)}</span>
              {item.error.retryable && (
                <Button small onClick={() => onRetry(item.id)}>
                  {messagesTexts.tryAgain}
                </Button>
              )}
            </span>
          )}
          {!item.done && !item.error && (
            <progress
              className="upload-progress"
              max={1}
              value={item.progress}
              aria-label={messagesTexts.uploading(item.file.name)}
            />
          )}
          <span className="upload-remove">
            <IconButton
              icon="close"
              small
              label={messagesTexts.remove(item.file.name)}
              onClick={() => onRemove(item.id)}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

function UploadPreview({ item: { file, previewUrl, error } }: { readonly item: UploadItem }) {
  if (previewUrl && !error) return <img src={previewUrl} alt={file.name} />;
  return (
    <span className="upload-file">
      <Icon name={error ? "warning" : "file"} />
      {!error && <span className="truncate small">{file.name}</span>}
      {!error && <span className="small muted">{formatBytes(file.size)}</span>}
    </span>
  );
}
