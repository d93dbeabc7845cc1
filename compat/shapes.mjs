export const USER = `fragment OldUser on User {
  id name createdAt avatarUrl avatar { id url } covers { id url }
}`;

export const OWN = `fragment OldOwn on Viewer {
  email gender role provider user { ...OldUser }
  contacts(first: 100) { nodes { ...OldUser } }
} ${USER}`;

const picture = ({ id, url }) => ({ public_id: id, secure_url: url });

/** What everybody may see of somebody. */
export function userOf({ id, name, createdAt, avatarUrl, avatar, covers }) {
  const profileImage = avatar
    ? picture(avatar)
    : avatarUrl && { public_id: avatarUrl, secure_url: avatarUrl };
  return {
    _id: id,
    name,
    ...(profileImage && { profileImage }),
    coverImages: covers.map(picture),
    confirmed: true,
    createdAt,
  };
}

const ROLES = { USER: "user", ADMIN: "admin", SUPER_ADMIN: "superAdmin" };

/** One's own account. Never a password, a number or a code. */
export function ownOf({ user, email, gender, role, provider, contacts }, { whole = false } = {}) {
  return {
    ...userOf(user),
    email,
    ...(gender !== "UNSPECIFIED" && { gender: gender.toLowerCase() }),
    role: ROLES[role],
    provider: provider === "GOOGLE" ? "google" : "application",
    friends: contacts.nodes.map((friend) => (whole ? userOf(friend) : friend.id)),
  };
}

/** `people` by their ids; whoever wrote first is the main user. */
export function chatOf({ id, createdAt, messages }, people, [one, other]) {
  const first = messages[0]?.sender?.id ?? one;
  const second = first === one ? other : one;
  return {
    _id: id,
    mainUser: people.get(first),
    subParticipant: people.get(second),
    messages: messages.map(({ id: _id, body, sender }) => ({
      _id,
      message: body ?? "",
      senderId: people.get(sender?.id) ?? null,
    })),
    createdAt,
    updatedAt: messages.at(-1)?.createdAt ?? createdAt,
  };
}
