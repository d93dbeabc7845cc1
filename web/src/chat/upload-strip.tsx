import { errorText } from "../api/error-text.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import type { UploadItem } from "./use-uploads.js";

interface UploadStripProps {
  readonly uploads: readonly UploadItem[];
  readonly onRemove: (id: number) => void;
  readonly onRetry: (id: number) => void;
}

export function UploadStrip({ uploads, onRemove, onRetry }: UploadStripProps) {
  if (uploads.length === 0) return null;
  return (
    <ul className="upload-strip" aria-label="Attachments">
      {uploads.map(({ id, file, previewUrl, progress, done, error }) => (
        <li key={id} className="upload" data-failed={error !== null}>
          {previewUrl ? (
            <img src={previewUrl} alt={file.name} />
          ) : (
            <span className="upload-file">
              <Icon name="file" />
              <span className="truncate small">{file.name}</span>
            </span>
          )}
          {!done && !error && (
            <progress
              className="upload-progress"
              max={1}
              value={progress}
              aria-label={`Uploading ${file.name}`}
            />
          )}
          {error && (
            <button
              type="button"
              className="upload-error"
              title={errorText(error)}
              onClick={() => onRetry(id)}
            >
              <Icon name="warning" size={18} />
              Retry
              <span className="visually-hidden">: {errorText(error)}</span>
            </button>
          )}
          <span className="upload-remove">
            <IconButton
              icon="close"
              small
              label={`Remove ${file.name}`}
              onClick={() => onRemove(id)}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
