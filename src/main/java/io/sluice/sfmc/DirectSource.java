package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Request;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Reads an account past its door, for a command that may run beside a gateway: a call a second, and none is repeated. */
public final class DirectSource implements SfmcSource {
    private final DirectAccount account;

    DirectSource(DirectAccount account) {
        this.account = account;
    }

    /** @throws SourceFailure when it is not let in */
    public void login() throws SourceFailure, InterruptedException {
        token();
    }

    /** @return those that its token has not; none when it does not say what it may do */
    public Set<String> lackingScopes(Collection<String> scopes) throws SourceFailure, InterruptedException {
        var has = token().scopes();
        var lacking = new TreeSet<>(scopes);
        lacking.removeAll(has);
        return has.isEmpty() ? Set.of() : lacking;
    }

    @Override
    public JsonNode get(String path) throws SourceFailure, InterruptedException {
        return SourceReading.json(ask(Request.get(path)));
    }

    @Override
    public SoapPage retrieve(SoapRetrieve what) throws SourceFailure, InterruptedException {
        return SoapReading.page(ask(SoapRequest.retrieve(what).request()));
    }

    @Override
    public Set<String> retrievable(String objectType) throws SourceFailure, InterruptedException {
        return SoapReading.retrievable(ask(SoapRequest.describe(objectType).request()));
    }

    @Override
    public int callsAtOnce() {
        return 1;
    }

    private Answer ask(Request question) throws SourceFailure, InterruptedException {
        return account.call(question, token());
    }

    private SfmcToken token() throws SourceFailure, InterruptedException {
        try {
            return account.token();
        } catch (TokenRequest.Refused refused) {
            throw SourceFailure.of(refused.failure());
        }
    }
}
