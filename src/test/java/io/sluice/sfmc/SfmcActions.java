package io.sluice.sfmc;

import io.sluice.delivery.Action;
import io.sluice.delivery.Inquiry;
import java.util.List;

/** Every action of Marketing Cloud, as the application has them, for an account of which nothing is known but its settings. */
public final class SfmcActions {
    private static final SfmcAccounts ACCOUNTS = AccountConfig.accounts(
            "sfmc.subdomain", "mcabc", "sfmc.client-id", "an-id", "sfmc.client-secret", "a-secret");

    public static final List<Action> ALL = List.of(
            new SfmcUpsertRows(ACCOUNTS, target -> Inquiry.NONE),
            new SfmcCreateContact(ACCOUNTS),
            new SfmcDeleteContact(),
            new SfmcJourneyEvent());

    private SfmcActions() {}
}
