/** The body is not wanted: left unread it would keep its connection busy. */
export async function statusOf(url: string | undefined): Promise<number> {
  const response = await fetch(url ?? "");
  await response.body?.cancel();
  return response.status;
}
