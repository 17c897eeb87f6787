package io.sluice.sfmc;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts that a command calls past their doors: one of each, whoever asks, so that its token and its pace are one. */
@Singleton
class DirectAccounts {
    private final SfmcAccounts accounts;
    private final Map<String, DirectAccount> all = new ConcurrentHashMap<>();

    DirectAccounts(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    /** @throws IllegalArgumentException when there is no such account */
    DirectAccount of(String account) {
        return all.computeIfAbsent(account, name -> new DirectAccount(accounts.account(name), accounts.hosts()));
    }
}
