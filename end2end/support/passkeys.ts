import { type Page, expect } from "@playwright/test";

export const ADD = "Add a passkey on this device";

/** A device's own authenticator, in the browser of a page. */
export interface Authenticator {
  /** How many passkeys it holds. */
  held(): Promise<number>;
  /** Whether its owner lets herself be verified: otherwise she presses "cancel". */
  verifies(does: boolean): Promise<void>;
}

/** Gives the browser of a page an authenticator that holds passkeys and verifies its owner, as phones do. */
export async function giveAuthenticator(page: Page): Promise<Authenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    held: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    verifies: async (does) => {
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: does });
    },
  };
}

/** Adds a passkey on the page of the account. */
export async function addPasskey(page: Page): Promise<void> {
  await page.getByRole("button", { name: ADD }).click();
  await expect(page.getByText("Your passkey is saved.")).toBeVisible();
}
