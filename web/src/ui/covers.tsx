import type { PictureFragment } from "../gql/graphql.js";
import { uiTexts } from "../texts/ui.js";

interface CoversProps {
  readonly name: string;
  readonly covers: readonly PictureFragment[];
}

/** One fills the width; of several the next one is seen to be there. */
export function Covers({ name, covers }: CoversProps) {
  if (covers.length === 0) return null;
  return (
    <ul className="covers" tabIndex={0} aria-label={uiTexts.coverPicturesOf(name)}>
      {covers.map((cover, index) => (
        <li key={cover.id}>
          <img src={coverSource(cover)} alt={uiTexts.coverPictureOf(index + 1, name)} />
        </li>
      ))}
    </ul>
  );
}

/** The widest thumbnail is wide enough for a card. */
export function coverSource({ url, thumbnails }: PictureFragment): string {
  return [...thumbnails].sort((a, b) => b.width - a.width)[0]?.url ?? url;
}
