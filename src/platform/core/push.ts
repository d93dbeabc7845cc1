export enum PushKind {
  WEB = "WEB",
  FCM = "FCM",
  APNS = "APNS",
  EXPO = "EXPO",
}

export enum PushPayload {
  FULL = "FULL",
  IDS_ONLY = "IDS_ONLY",
}
