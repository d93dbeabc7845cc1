import type { CSSProperties } from "react";
import type { FileFragment } from "../gql/graphql.js";
import { messagesTexts } from "../texts/messages.js";

interface PictureGridProps {
  readonly pictures: readonly FileFragment[];
  readonly onOpen: (id: string) => void;
}

const WIDEST_PX = 360;
const HIGHEST_PX = 380;
/** More are behind the last one that is shown. */
const SHOWN = 6;

/** One picture in its own shape and never larger than it is; several as a grid of squares. */
export function PictureGrid({ pictures, onOpen }: PictureGridProps) {
  const [single] = pictures;
  const shown = pictures.slice(0, SHOWN);
  const more = pictures.length - shown.length;
  const style = pictures.length === 1 && single ? sizeOf(single) : undefined;
  return (
    <div className="pictures" data-count={shown.length} style={style}>
      {shown.map((picture, i) => (
        <button
          key={picture.id}
          type="button"
          className="picture"
          aria-label={messagesTexts.pictureOpen(picture.filename)}
          onClick={() => onOpen(picture.id)}
        >
          <img {...sourceOf(picture)} alt={picture.filename} loading="lazy" decoding="async" />
          {more > 0 && i === shown.length - 1 && (
            <span className="picture-more" aria-hidden="true">
              +{more}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** The place is taken before the picture is there, so that nothing moves when it comes. */
function sizeOf({ width, height }: FileFragment): CSSProperties {
  if (!width || !height) return { width: WIDEST_PX };
  const scale = Math.min(1, WIDEST_PX / width, HIGHEST_PX / height);
  return { width: Math.max(24, Math.round(width * scale)), aspectRatio: `${width} / ${height}` };
}

/** The smallest thumbnail that is sharp enough. */
function sourceOf({ url, thumbnails, width, height }: FileFragment) {
  const sorted = [...thumbnails].sort((a, b) => a.width - b.width);
  const src = (sorted.find((t) => t.width >= WIDEST_PX * 1.5) ?? sorted.at(-1) ?? { url }).url;
  return width && height ? { src, width, height } : { src };
}
