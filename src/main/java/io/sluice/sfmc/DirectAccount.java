package io.sluice.sfmc;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.DirectCalls;
import io.sluice.delivery.Request;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Calls one account past its door: for the few questions of a command, one a second. */
final class DirectAccount {
    private final SfmcAccount account;
    private final AllowedHosts hosts;
    private final DirectCalls calls;
    private Optional<SfmcToken> token = Optional.empty();
    private Optional<TokenRequest.Refused> refused = Optional.empty();

    DirectAccount(SfmcAccount account, AllowedHosts hosts) {
        this.account = account;
        this.hosts = hosts;
        this.calls = new DirectCalls(account.callTimeout());
    }

    /** One for all that a command asks; what was refused once is not asked for again. */
    synchronized SfmcToken token() throws InterruptedException, TokenRequest.Refused {
        if (refused.isPresent()) {
            throw refused.get();
        }
        if (token.isEmpty()) {
            token = Optional.of(login());
        }
        return token.get();
    }

    private SfmcToken login() throws InterruptedException, TokenRequest.Refused {
        var answer = calls.send("POST", TokenRequest.url(account), Map.of(), TokenRequest.body(account));
        try {
            return TokenRequest.read(answer, account, hosts, Instant.now());
        } catch (TokenRequest.Refused no) {
            refused = Optional.of(no);
            throw no;
        }
    }

    synchronized Answer call(Request request, SfmcToken token) throws InterruptedException {
        var soap = SoapRequest.of(request);
        if (soap.isPresent()) {
            return call(soap.get(), token);
        }
        return calls.send(
                request.method(),
                token.restUrl() + request.path(),
                Map.of("Authorization", "Bearer " + token.value()),
                request.body().toString());
    }

    private Answer call(SoapRequest request, SfmcToken token) throws InterruptedException {
        if (token.soapUrl().isEmpty()) {
            return new Answer.NotCalled(SoapRequest.NO_ADDRESS);
        }
        return calls.send(
                "POST",
                token.soapUrl().get() + SoapRequest.PATH,
                Map.of("Content-Type", SoapRequest.CONTENT_TYPE, "Accept", "text/xml", "SOAPAction", request.action()),
                request.envelope(token.value()));
    }
}
