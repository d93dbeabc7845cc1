import { useState } from "react";
import type { PictureFragment, PresenceStatus } from "../gql/graphql.js";

export interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly picture?: (Pick<PictureFragment, "url"> & Partial<PictureFragment>) | null | undefined;
  readonly size?: number;
  readonly presence?: PresenceStatus | undefined;
}

/** Decorative: the name always stands beside it. */
export function Avatar({ id, name, picture, size = 44, presence }: AvatarProps) {
  const hue = hueOf(id);
  const style = {
    width: size,
    height: size,
    fontSize: size * 0.38,
    background: `linear-gradient(160deg, oklch(0.6 0.12 ${hue}), oklch(0.48 0.12 ${hue + 18}))`,
  };
  const [failed, setFailed] = useState<string | null>(null);
  const wanted = picture && sourceFor(picture, size);
  const source = wanted === failed ? null : wanted;
  return (
    <span
      className="avatar"
      style={style}
      data-initials={source ? "" : initialsOf(name)}
      aria-hidden="true"
    >
      {source && <img src={source} alt="" loading="lazy" onError={() => setFailed(source)} />}
      {presence && presence !== "OFFLINE" && <span className="avatar-dot" data-status={presence} />}
    </span>
  );
}

function sourceFor(picture: NonNullable<AvatarProps["picture"]>, size: number): string {
  const wide = [...(picture.thumbnails ?? [])].sort((a, b) => a.width - b.width);
  return (wide.find((t) => t.width >= size * 2) ?? wide.at(-1) ?? picture).url;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map(
    (w) => [...(w ?? "")][0] ?? "",
  );
  return letters.join("").toUpperCase();
}

/** Told apart at a glance, and none of them mud beside the others. */
const HUES = [12, 38, 62, 95, 140, 168, 192, 222, 252, 280, 308, 338] as const;

/** The same person has the same colour everywhere. */
export function hueOf(id: string): number {
  let hash = 2_166_136_261;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  // Mixed once more: ids that differ in their last letter must not look alike.
  const mixed = Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 0;
  return HUES[mixed % HUES.length] ?? 0;
}
