export const stateTexts = {
  group: "Group",
  deletedAccount: "Deleted account",
};
