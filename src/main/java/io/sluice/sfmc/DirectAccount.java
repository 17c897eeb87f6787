package io.sluice.sfmc;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.DirectCalls;
import io.sluice.delivery.Request;
import java.time.Instant;
import java.util.Map;

/** Calls one account past its door: for the few questions of a command, one a second. */
final class DirectAccount {
    private final SfmcAccount account;
    private final AllowedHosts hosts;
    private final DirectCalls calls;

    DirectAccount(SfmcAccount account, AllowedHosts hosts) {
        this.account = account;
        this.hosts = hosts;
        this.calls = new DirectCalls(account.callTimeout());
    }

    SfmcToken login() throws InterruptedException, TokenRequest.Refused {
        var answer = calls.send("POST", TokenRequest.url(account), Map.of(), TokenRequest.body(account));
        return TokenRequest.read(answer, account, hosts, Instant.now());
    }

    Answer call(Request request, SfmcToken token) throws InterruptedException {
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
