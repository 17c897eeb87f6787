package io.sluice.sfmc;

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

/** The SFMC accounts that are on. */
@Singleton
public class SfmcAccounts implements Accounts {
    /** Of today's packages, and of those that have the retired token service, whose SOAP hosts have a name of their own. */
    private static final List<String> SALESFORCE =
            List.of(".marketingcloudapis.com", ".exacttargetapis.com", ".exacttarget.com");

    private final Map<String, SfmcAccount> accounts = new TreeMap<>();
    private final Set<String> configured = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();
    private final AllowedHosts hosts;

    @Inject
    public SfmcAccounts(SfmcConfig config, SluiceConfig sluice) {
        this.hosts = new AllowedHosts(SALESFORCE, sluice.allowedHosts().orElse(List.of()));
        new TreeMap<>(config.accounts()).forEach(this::add);
    }

    private void add(String name, SfmcConfig.Account config) {
        configured.add(name);
        var check = new AccountCheck(name, config, hosts);
        check.account().ifPresent(account -> accounts.put(name, account));
        problems.addAll(check.problems());
        summary.add(check.summary());
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
    public String destination() {
        return "sfmc";
    }

    @Override
    public boolean on(String account) {
        return accounts.containsKey(account);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(configured);
    }

    /** @throws IllegalArgumentException when it is not on */
    public int requestsPerSecond(String account) {
        return account(account).requestsPerSecond();
    }

    SfmcAccount account(String name) {
        var account = accounts.get(name);
        if (account == null) {
            throw new IllegalArgumentException(
                    "There is no SFMC account '" + name + "'; configured are " + accounts.keySet() + ".");
        }
        return account;
    }

    Collection<SfmcAccount> all() {
        return accounts.values();
    }

    AllowedHosts hosts() {
        return hosts;
    }
}
