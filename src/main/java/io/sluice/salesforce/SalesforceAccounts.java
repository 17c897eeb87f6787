package io.sluice.salesforce;

import io.sluice.delivery.Accounts;
import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.SluiceConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Salesforce orgs that are on. */
@Singleton
public class SalesforceAccounts implements Accounts {
    static final String DESTINATION = "salesforce";

    /** Where orgs are: My Domain, instances and login, and the same of the government's cloud. */
    private static final List<String> HOSTS = List.of(".salesforce.com", ".salesforce.mil");

    private final Map<String, SalesforceAccount> accounts = new TreeMap<>();
    private final Set<String> configured = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();
    private final AllowedHosts hosts;

    @Inject
    public SalesforceAccounts(SalesforceConfig config, SluiceConfig sluice) {
        this.hosts = new AllowedHosts(HOSTS, sluice.allowedHosts().orElse(List.of()));
        new TreeMap<>(config.accounts()).forEach(this::add);
    }

    private void add(String name, SalesforceConfig.Account config) {
        configured.add(name);
        var check = new AccountCheck(name, config, hosts);
        check.account().ifPresent(account -> accounts.put(name, account));
        problems.addAll(check.problems());
        summary.add(check.summary());
    }

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public List<String> summary() {
        return List.copyOf(summary);
    }

    @Override
    public boolean on(String account) {
        return accounts.containsKey(account);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(configured);
    }

    SalesforceAccount account(String name) {
        var account = accounts.get(name);
        if (account == null) {
            throw new IllegalArgumentException(
                    "There is no Salesforce account '" + name + "'; configured are " + accounts.keySet() + ".");
        }
        return account;
    }

    Collection<SalesforceAccount> all() {
        return accounts.values();
    }

    AllowedHosts hosts() {
        return hosts;
    }
}
