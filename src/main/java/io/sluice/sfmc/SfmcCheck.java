package io.sluice.sfmc;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Finding;
import io.sluice.delivery.Request;
import io.sluice.mapping.ConnectCheck;
import io.sluice.mapping.TargetUse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares mappings with what is there, in accounts that are on: credentials, data extensions, their columns. */
@Singleton
class SfmcCheck implements ConnectCheck {
    private final SfmcAccounts accounts;
    private final DirectAccounts direct;
    private final Map<String, AccountVisit> visits = new HashMap<>();

    SfmcCheck(SfmcAccounts accounts, DirectAccounts direct) {
        this.accounts = accounts;
        this.direct = direct;
    }

    @Override
    public List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException {
        var byAccount = new LinkedHashMap<String, List<TargetUse>>();
        for (var use : uses) {
            if (asks(use.destination(), use.target().account())) {
                byAccount
                        .computeIfAbsent(use.target().account(), any -> new ArrayList<>())
                        .add(use);
            }
        }
        var findings = new ArrayList<Finding>();
        for (var account : byAccount.entrySet()) {
            findings.addAll(visit(account.getKey()).findings(account.getValue()));
        }
        return findings;
    }

    @Override
    public boolean asks(String destination, String account) {
        return destination.equals(accounts.destination()) && accounts.on(account);
    }

    @Override
    public Answer ask(String account, Request question) throws InterruptedException {
        return visits.computeIfAbsent(account, this::visit).ask(question);
    }

    private AccountVisit visit(String account) {
        return new AccountVisit(accounts.account(account), direct.of(account));
    }
}
