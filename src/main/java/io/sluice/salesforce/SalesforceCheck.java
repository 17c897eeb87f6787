package io.sluice.salesforce;

import io.sluice.delivery.Finding;
import io.sluice.mapping.ConnectCheck;
import io.sluice.mapping.TargetUse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Compares mappings with the orgs that are on: credentials, calls left, objects, their fields, what this user may do. */
@Singleton
class SalesforceCheck implements ConnectCheck {
    private final SalesforceAccounts accounts;

    SalesforceCheck(SalesforceAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException {
        var byAccount = new LinkedHashMap<String, List<TargetUse>>();
        for (var use : uses) {
            if (use.destination().equals(accounts.destination())
                    && accounts.on(use.target().account())) {
                byAccount
                        .computeIfAbsent(use.target().account(), any -> new ArrayList<>())
                        .add(use);
            }
        }
        var findings = new ArrayList<Finding>();
        for (var account : byAccount.entrySet()) {
            findings.addAll(
                    new OrgVisit(accounts.account(account.getKey()), accounts.hosts()).findings(account.getValue()));
        }
        return findings;
    }
}
