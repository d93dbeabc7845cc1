import type { AvatarProps } from "./avatar.js";

interface Pictured {
  readonly avatar?: AvatarProps["picture"];
  readonly avatarUrl?: string | null | undefined;
}

/** Whose pictures the page may show: anything else would only be an error in the console. */
const allowed = new Set(
  document
    .querySelector<HTMLMetaElement>('meta[name="image-origins"]')
    ?.content.split(" ")
    .filter(Boolean),
);

/** The own picture, or else that of the app whose user it is. */
export function pictureOf({ avatar, avatarUrl }: Pictured): AvatarProps["picture"] {
  if (avatar || !avatarUrl || !URL.canParse(avatarUrl)) return avatar;
  return allowed.has(new URL(avatarUrl).origin) ? { url: avatarUrl } : avatar;
}
