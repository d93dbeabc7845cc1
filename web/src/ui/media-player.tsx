import { useRef, useState } from "react";
import { IconButton } from "./button.js";
import { formatClock } from "./format.js";
import { Icon } from "./icon.js";
import { uiTexts } from "../texts/ui.js";

interface MediaPlayerProps {
  readonly kind: "AUDIO" | "VIDEO";
  readonly src: string;
  readonly title: string;
  /** The browser cannot play it. */
  readonly onFailed: () => void;
  /** Opens it large, among the others of its message. */
  readonly onOpen?: (() => void) | undefined;
}

interface Played {
  readonly playing: boolean;
  readonly at: number;
  /** Null while it is not known, as of recordings that are not closed. */
  readonly length: number | null;
  readonly muted: boolean;
}

/** One is heard at a time. */
let heard: HTMLMediaElement | null = null;

/** Sound and film in one look, in every browser. */
export function MediaPlayer({ kind, src, title, onFailed, onOpen }: MediaPlayerProps) {
  const ref = useRef<HTMLVideoElement>(null);
  const [played, setPlayed] = useState<Played>({
    ...{ playing: false, at: 0, length: null, muted: false },
  });
  const follow = (): void => {
    const { current: media } = ref;
    if (!media) return;
    const length = Number.isFinite(media.duration) ? media.duration : null;
    setPlayed({ playing: !media.paused, at: media.currentTime, length, muted: media.muted });
  };
  const toggle = (): void => {
    const { current: media } = ref;
    if (!media) return;
    if (!media.paused) return media.pause();
    if (heard !== media) heard?.pause();
    heard = media;
    // Where that is refused the pause is told by its own event.
    media.play().catch(follow);
  };
  const { playing, at, length, muted } = played;
  const shared = {
    ...{ preload: "metadata", onError: onFailed, onLoadedMetadata: follow, onPlay: follow },
    ...{ onPause: follow, onEnded: follow, onTimeUpdate: follow, onDurationChange: follow },
    ...{ onSeeking: follow, onVolumeChange: follow },
  } as const;
  return (
    <div className="player" data-kind={kind} role="group" aria-label={title}>
      {kind === "VIDEO" ? (
        // Its first picture stands for it until it is played.
        <video {...shared} ref={ref} src={`${src}#t=0.001`} playsInline onClick={toggle} />
      ) : (
        <audio {...shared} ref={ref} src={src} />
      )}
      {kind === "VIDEO" && !playing && (
        <span className="player-start" aria-hidden="true">
          <Icon name="play" size={26} />
        </span>
      )}
      <div className="player-bar">
        <IconButton
          icon={playing ? "pause" : "play"}
          label={playing ? uiTexts.pause : uiTexts.play}
          onClick={toggle}
        />
        <input
          type="range"
          aria-label={uiTexts.position}
          aria-valuetext={
            length === null
              ? formatClock(at)
              : uiTexts.clockOf(formatClock(at), formatClock(length))
          }
          min={0}
          max={length ?? Math.max(at, 1)}
          step="any"
          value={at}
          disabled={length === null}
          style={{ "--done": `${length ? (100 * at) / length : 0}%` }}
          onChange={(event) => {
            if (ref.current) ref.current.currentTime = Number(event.target.value);
          }}
        />
        <span className="player-time" aria-hidden="true">
          {formatClock(playing || at > 0.01 || length === null ? at : length)}
        </span>
        <IconButton
          icon={muted ? "silent" : "sound"}
          small
          label={uiTexts.muted}
          aria-pressed={muted}
          onClick={() => {
            if (ref.current) ref.current.muted = !muted;
          }}
        />
        {kind === "VIDEO" && onOpen && (
          <IconButton
            icon="zoom"
            small
            label={uiTexts.openLarge}
            onClick={() => {
              ref.current?.pause();
              onOpen();
            }}
          />
        )}
        {kind === "VIDEO" && !onOpen && (
          <IconButton
            icon="expand"
            small
            label={uiTexts.fullScreen}
            onClick={() => void ref.current?.requestFullscreen().catch(() => undefined)}
          />
        )}
      </div>
    </div>
  );
}
