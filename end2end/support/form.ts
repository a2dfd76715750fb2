import type { Page } from "@playwright/test";

/** Sends the form with this button, waits for the page that follows, and returns the status of the first answer. */
export async function submit(page: Page, button = "Speichern"): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  // The page that follows may look like the one before: nothing of that one must be looked at any more.
  const followed = page.waitForEvent("framenavigated");
  await page.getByRole("button", { name: button, exact: true }).click();
  await followed;
  return (await answer).status();
}
