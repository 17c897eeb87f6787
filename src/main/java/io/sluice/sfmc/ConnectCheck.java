package io.sluice.sfmc;

import io.sluice.mapping.TargetUse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Compares mappings with what is there, in accounts that are on: credentials, data extensions, their columns. */
@Singleton
public class ConnectCheck {
    private final SfmcAccounts accounts;

    ConnectCheck(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    /** Takes a second for every call. @param uses of all mappings; those of other destinations and accounts are left out */
    public List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException {
        var byAccount = new LinkedHashMap<String, List<TargetUse>>();
        for (var use : uses) {
            if (accounts.on(use.target().account())) {
                byAccount
                        .computeIfAbsent(use.target().account(), any -> new ArrayList<>())
                        .add(use);
            }
        }
        var findings = new ArrayList<Finding>();
        for (var account : byAccount.entrySet()) {
            findings.addAll(new AccountVisit(accounts.account(account.getKey()), accounts.hosts())
                    .findings(account.getValue()));
        }
        return findings;
    }
}
