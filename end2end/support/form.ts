import { type Page, expect } from "@playwright/test";
import { PASSWORD } from "./people.ts";

/** Sends the form with this button, waits for the page that follows, and returns the status of the first answer. */
export async function submit(page: Page, button = "Speichern"): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  // The page that follows may look like the one before: nothing of that one must be looked at any more.
  const followed = page.waitForEvent("framenavigated");
  // The header has a button of its own; a page of somebody else has no header.
  const content = page.locator("main, body:not(:has(main))");
  await content.getByRole("button", { name: button, exact: true }).click();
  await followed;
  return (await answer).status();
}

/** The form says what is wrong, once above itself and once at the field. */
export async function expectMistake(page: Page, field: string, message: string): Promise<void> {
  await expect(page).toHaveTitle(/^Fehler: /);
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: message }).click();
  const input = page.getByLabel(field, { exact: true });
  await expect(input).toBeFocused();
  await expect(input).toHaveAccessibleDescription(new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
}

/** Fills in the sign-in page, wherever the browser is, and sends it. */
export async function fillIn(page: Page, email: string, password = PASSWORD): Promise<number> {
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  return submit(page, "Anmelden");
}
