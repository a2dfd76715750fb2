import { type Page, expect } from "@playwright/test";
import { PASSWORD } from "./people.ts";

/** Sends the form that has this button, and returns the status of the answer. */
export async function submit(page: Page, button: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
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
