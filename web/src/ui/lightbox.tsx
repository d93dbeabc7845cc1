import { useEffect, useRef, useState } from "react";
import { IconButton } from "./button.js";
import { Icon } from "./icon.js";
import { MediaPlayer } from "./media-player.js";
import { useModal } from "./use-modal.js";
import { uiTexts } from "../texts/ui.js";

interface Picture {
  readonly id: string;
  readonly url: string;
  readonly filename: string;
  readonly kind: string;
}

interface LightboxProps {
  readonly pictures: readonly Picture[];
  readonly first: number;
  readonly onClose: () => void;
}

export function Lightbox({ pictures, first, onClose }: LightboxProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(first);
  const [zoomed, setZoomed] = useState(false);
  useModal(ref);
  useEffect(() => setZoomed(false), [index]);
  const picture = pictures[index];
  if (!picture) return null;
  const film = picture.kind === "VIDEO";
  const many = pictures.length > 1;
  const move = (by: number): void => setIndex((index + by + pictures.length) % pictures.length);
  return (
    <dialog
      ref={ref}
      className="lightbox"
      aria-label={picture.filename}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        // There the arrows seek.
        if (event.target instanceof HTMLInputElement) return;
        if (event.key === "ArrowLeft" && many) move(-1);
        if (event.key === "ArrowRight" && many) move(1);
        if (event.key === "+" || event.key === "-") setZoomed(event.key === "+");
      }}
    >
      <div className="row lightbox-bar">
        <span className="grow truncate">
          {picture.filename}
          {many && uiTexts.of(index + 1, pictures.length)}
        </span>
        {!film && (
          <IconButton
            icon="zoom"
            label={zoomed ? uiTexts.fitToTheScreen : uiTexts.fullSize}
            aria-pressed={zoomed}
            onClick={() => setZoomed(!zoomed)}
          />
        )}
        <a
          className="icon-button"
          href={picture.url}
          download={picture.filename}
          target="_blank"
          rel="noreferrer"
          aria-label={uiTexts.download}
          title={uiTexts.download}
        >
          <Icon name="download" size={21} />
        </a>
        <IconButton icon="close" label={uiTexts.close} onClick={onClose} />
      </div>
      <div
        className="lightbox-stage"
        data-zoomed={zoomed}
        onClick={(event) => event.target === event.currentTarget && onClose()}
      >
        {film ? (
          <MediaPlayer
            key={picture.id}
            kind="VIDEO"
            src={picture.url}
            title={picture.filename}
            onFailed={onClose}
          />
        ) : (
          <img src={picture.url} alt={picture.filename} onClick={() => setZoomed(!zoomed)} />
        )}
      </div>
      {many && (
        <>
          <span className="lightbox-back">
            <IconButton icon="back" label={uiTexts.previousPicture} onClick={() => move(-1)} />
          </span>
          <span className="lightbox-on">
            <IconButton icon="right" label={uiTexts.nextPicture} onClick={() => move(1)} />
          </span>
        </>
      )}
    </dialog>
  );
}
