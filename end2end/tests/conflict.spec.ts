// Two people, one status.

import { invite } from "../support/people.ts";
import { expect, writing as test } from "../support/test.ts";
import { watch } from "../support/watch.ts";

const FORM = "/kommunen/092735218/leistungen/wohnsitzanmeldung";

test("the second of two people sees both versions, and nothing is overwritten", async ({
  page: first,
  browser,
  baseURL,
  javaScriptEnabled,
  program,
  server,
  admin,
}) => {
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: javaScriptEnabled ?? true });
  await context.addCookies((await invite(server, admin, "zweite@lagebild.example")).cookies);
  const problems = watch(context, baseURL!);
  const second = await context.newPage();
  await first.goto(FORM);
  await second.goto(FORM);

  await first.getByRole("radio", { name: "live", exact: true }).check();
  await first.getByLabel("Hersteller").fill("Erste GmbH");
  await first.getByRole("button", { name: "Speichern" }).click();
  await expect(first.getByRole("status").filter({ hasText: "Gespeichert" })).toBeVisible();

  await second.getByRole("radio", { name: "im Pilotbetrieb" }).check();
  await second.getByLabel("Hersteller").fill("Zweite GmbH");
  await second.getByLabel("Bemerkung").fill("Nur das Bürgerbüro");
  const answer = second.waitForResponse((response) => response.request().method() === "POST");
  await second.getByRole("button", { name: "Speichern" }).click();
  expect((await answer).status()).toBe(409);

  const summary = second.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Inzwischen hat jemand anderes etwas eingetragen");
  await expect(summary).toContainText("Es wurde nichts überschrieben.");
  const saved = second.getByRole("region", { name: "Inzwischen gespeichert" });
  for (const text of ["live", "Erste GmbH"]) await expect(saved).toContainText(text);
  const own = second.getByRole("region", { name: "Ihre Fassung" });
  for (const text of ["im Pilotbetrieb", "Zweite GmbH", "Nur das Bürgerbüro"]) await expect(own).toContainText(text);
  await expect(second.getByLabel("Bemerkung")).toHaveValue("Nur das Bürgerbüro");

  const live = async (): Promise<number> =>
    (await program.coverage(server.database, "--service", "wohnsitzanmeldung")).authorities.live;
  expect(await live(), "the first one's entry holds").toBe(1);

  // Whoever has seen both may decide.
  await second.getByRole("button", { name: "Meine Fassung trotzdem speichern" }).click();
  await expect(second.getByRole("status").filter({ hasText: "Gespeichert" })).toBeVisible();
  expect(await live()).toBe(0);
  const history = second.locator("details", { hasText: "Wohnsitz anmelden" });
  await history.locator(":scope > summary").click();
  await expect(history.getByRole("listitem")).toContainText([/Zweite GmbH/, /Erste GmbH/]);

  await context.close();
  expect(problems).toEqual([]);
});

test("a retraction of something that went on meanwhile is refused first", async ({ page, program, server }) => {
  const set = (stage: string): Promise<string> =>
    program.succeed(
      server.database,
      ...["status", "set", "--authority", "092735218", "--service", "wohnsitzanmeldung", "--stage", stage],
    );
  await set("live");
  await page.goto("/kommunen/092735218");
  await page.locator("details", { hasText: "Wohnsitz" }).locator(":scope > summary").click();
  await page.getByRole("link", { name: "Eintrag zurücknehmen" }).click();
  await set("suspended");
  await page.getByLabel("Was war falsch?").fill("Verwechselt");
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Zurücknehmen" }).click();
  expect((await answer).status()).toBe(409);
  await expect(page.getByRole("alert")).toContainText("Inzwischen hat jemand anderes etwas eingetragen.");
  await expect(page.getByLabel("Was war falsch?")).toHaveValue("Verwechselt");
  await page.getByRole("button", { name: "Zurücknehmen" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Zurückgenommen" })).toContainText("„ausgesetzt“");
});
