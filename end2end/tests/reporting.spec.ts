// The way of the contact in a town hall: a few minutes a month, on a phone.

import { submit } from "../support/form.ts";
import { of } from "../support/german.ts";
import { PASSWORD } from "../support/people.ts";
import { expect, writing as test } from "../support/test.ts";

test.use({ viewport: { width: 390, height: 844 } });

const WOHNSITZ = ["--service", "wohnsitzanmeldung"];

test("a service goes live, every figure knows it, and a mistake is taken back", async ({ page, program, server }) => {
  const before = await program.coverage(server.database, ...WOHNSITZ);
  expect(before.authorities).toEqual({ live: 0, unknown: 1_385, total: 1_385 });

  // Who is it here?
  await page.goto("/");
  await page.getByRole("link", { name: "Kommunen", exact: true }).first().click();
  await page.goto("/kommunen");
  await page.getByLabel("Name oder Schlüssel").fill("siegenburg");
  await page.getByRole("button", { name: "Suchen" }).click();
  await page.getByRole("link", { name: "Siegenburg", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Siegenburg");
  const services = page.getByRole("region", { name: "Leistungen" });
  await expect(services.getByText("Für keine der Leistungen selbst zuständig.")).toBeVisible();
  await expect(services.getByRole("link", { name: /Stand melden/ })).toHaveCount(0);
  await services.locator("tbody tr").first().getByRole("link", { name: "VG Siegenburg" }).click();

  // Two taps and it is said.
  await page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" }).click();
  await expect(page.getByText("zuständig für 5 Kommunen mit 9.802 Menschen")).toBeVisible();
  await page.getByRole("radio", { name: "live", exact: true }).check();
  await page.getByLabel("Hersteller oder IT-Dienstleister").fill("Musterdienst");
  await page.getByLabel("Bemerkung").fill("Freigeschaltet nach dem Test.\nLäuft.");
  await page.getByRole("button", { name: "Speichern" }).click();

  await expect(page).toHaveURL(/\/kommunen\/092735218\?gespeichert=\d+$/);
  const saved = page.getByRole("status").filter({ hasText: "Gespeichert" });
  await expect(saved).toContainText("Wohnsitz anmelden: live seit");
  await expect(saved).toContainText("5\u{a0}Kommunen, 9.802\u{a0}Menschen");
  await expect(saved).toContainText("1 von 1.385 Behörden");
  const reported = page.url();

  // The command line knows it.
  expect(await program.coverage(server.database, ...WOHNSITZ)).toMatchObject({
    authorities: { live: 1, unknown: 1_384, total: 1_385 },
    communes: { live: 5, unknown: 2_051, total: 2_056 },
    inhabitants: { live: 9_802, unknown: 13_359_591, total: 13_369_393 },
    complete: false,
  });

  // So do the overview and its chart.
  await page.goto("/?leistung=wohnsitzanmeldung");
  const measures = page.getByRole("region", { name: "Drei Maße, ein Stand" });
  for (const text of ["1 von 1.385", "5 von 2.056", "9.802 von 13.369.393"]) {
    await expect(measures).toContainText(text);
  }
  await expect(page.getByRole("region", { name: "Zuletzt" })).toContainText("VG Siegenburg: Wohnsitz anmelden live");
  await expect(page.locator("#verlauf-schmal-t")).toHaveText(/Menschen/);
  const chart = page.locator("svg[aria-labelledby^='verlauf-schmal-t']");
  await expect(chart.getByText("0,1\u{a0}%")).toBeVisible();
  await page.getByText("Als Tabelle anzeigen").first().click();
  const latest = page.getByRole("table", { name: /Woche für Woche/ }).locator("tbody tr").first();
  await expect(latest).toContainText("9.802");

  // It was the wrong town.
  await page.goto(reported);
  await page.getByRole("link", { name: "War das falsch? Eintrag zurücknehmen" }).click();
  await page.getByLabel("Was war falsch?").fill("Mit der Nachbargemeinde verwechselt.");
  await page.getByRole("button", { name: "Zurücknehmen" }).click();
  const taken = page.getByRole("status").filter({ hasText: "Zurückgenommen" });
  await expect(taken).toContainText("Der heutige Stand ist „unbekannt“");

  expect(await program.coverage(server.database, ...WOHNSITZ)).toEqual(before);
  await page.goto("/?leistung=wohnsitzanmeldung");
  await expect(measures).toContainText(of(before.inhabitants));
  await expect(page.getByRole("region", { name: "Zuletzt" })).toContainText("Eintrag „live“ zurückgenommen");

  // Nothing is forgotten: neither the entry nor why it does not count.
  await page.goto("/kommunen/092735218");
  const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
  await history.locator(":scope > summary").click();
  const entry = history.getByRole("listitem");
  await expect(entry).toHaveCount(1);
  for (const text of ["live", "Musterdienst", "Freigeschaltet nach dem Test.", "zurückgenommen", "verwechselt"]) {
    await expect(entry).toContainText(text);
  }
  await expect(entry.getByRole("link", { name: "Eintrag zurücknehmen" })).toHaveCount(0);
});

test("what was reported is offered again next time", async ({ page }) => {
  const form = "/kommunen/097610000000/leistungen/fuehrerschein";
  await page.goto(form);
  await page.getByRole("radio", { name: "in Vorbereitung" }).check();
  await page.getByLabel("Geplanter Start").fill("1.2.2040");
  await page.getByLabel("Hersteller oder IT-Dienstleister").fill("Musterdienst");
  await page.getByLabel("Adresse des Onlinedienstes").fill("https://augsburg.example/fuehrerschein");
  await page.getByLabel("Bemerkung").fill("Nur heute wichtig");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toContainText("eine Kommune");

  const line = page.getByRole("region", { name: "Leistungen" }).locator("tbody tr", { hasText: "Führerschein" });
  await expect(line).toContainText("in Vorbereitung");
  await expect(line).toContainText("geplant 01.02.2040");
  await expect(line).toContainText("heute");

  await page.goto(form);
  await expect(page.getByText(/^Bisher: in Vorbereitung seit/)).toBeVisible();
  await expect(page.getByRole("radio", { name: "in Vorbereitung" })).toBeChecked();
  await expect(page.getByLabel("Geplanter Start")).toHaveValue("01.02.2040");
  await expect(page.getByLabel("Hersteller oder IT-Dienstleister")).toHaveValue("Musterdienst");
  await expect(page.getByLabel("Adresse des Onlinedienstes")).toHaveValue("https://augsburg.example/fuehrerschein");
  await expect(page.getByLabel("Bemerkung"), "a note is about one entry").toHaveValue("");
});

test("an entry for the past completes it and leaves today as it is", async ({ page, program, server }) => {
  const set = (stage: string, day: string): Promise<string> =>
    program.succeed(
      server.database,
      ...["status", "set", "--authority", "09273", "--service", "waffenrecht", "--stage", stage, "--effective-on", day],
    );
  await set("live", "2025-05-05");
  await page.goto("/kommunen/09273/leistungen/waffenrecht");
  await page.getByRole("radio", { name: "im Test" }).check();
  await page.getByLabel("Seit wann gilt das?").fill("03.03.2025");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toContainText(
    "Der Eintrag ergänzt die Vergangenheit. Der heutige Stand bleibt „live“.",
  );
  const live = async (on: string): Promise<number> =>
    (await program.coverage(server.database, "--service", "waffenrecht", "--on", on)).authorities.live;
  expect([await live("2025-03-03"), await live("2025-05-05")]).toEqual([0, 1]);
});

test("where two share a task, the town is covered when both are live", async ({ page, program, server }) => {
  const report = async (key: string): Promise<void> => {
    await page.goto(`/kommunen/${key}/leistungen/baugenehmigung`);
    await page.getByRole("radio", { name: "live", exact: true }).check();
    await page.getByRole("button", { name: "Speichern" }).click();
  };
  const town = async (): Promise<number> =>
    (await program.coverage(server.database, "--service", "baugenehmigung", "--scope", "09575153")).communes.live;
  await report("095750153153");
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toContainText(
    "In einer Kommune fehlt noch die zweite zuständige Behörde.",
  );
  expect(await town()).toBe(0);
  await report("09575");
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).not.toContainText("fehlt noch");
  expect(await town()).toBe(1);
});

test("what was typed when the session ended is sent again", async ({ page, context, contact, program, server }) => {
  await page.goto("/kommunen/09273/leistungen/waffenrecht");
  await page.getByRole("radio", { name: "live", exact: true }).check();
  await page.getByLabel("Bemerkung").fill("Zeile 1\n„Zeile“ <2>");
  await context.clearCookies();
  expect(await submit(page)).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Sitzung ist abgelaufen");

  const opening = context.waitForEvent("page");
  await page.getByRole("link", { name: "Anmelden (öffnet ein neues Fenster)" }).click();
  const door = await opening;
  await door.getByLabel("E-Mail-Adresse").fill(contact.email);
  await door.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(door, "Anmelden")).toBe(303);
  await expect(door.getByRole("link", { name: /^Mein Konto: / })).toBeVisible();
  await door.close();

  expect(await submit(page, "Noch einmal senden")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toBeVisible();
  await page.locator("details", { hasText: "Waffenrecht" }).locator(":scope > summary").click();
  await expect(page.locator(".lb-note")).toHaveText("Zeile 1\n„Zeile“ <2>", { useInnerText: true });
  expect((await program.coverage(server.database, "--service", "waffenrecht")).authorities.live).toBe(1);
});
