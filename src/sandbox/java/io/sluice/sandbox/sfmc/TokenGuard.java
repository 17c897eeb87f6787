package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Handler;
import java.util.Set;

/** Lets only calls with a valid token through. */
final class TokenGuard {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;

    TokenGuard(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The handler, for those whose token has this scope. */
    Handler needs(String scope, Handler handler) {
        return call -> {
            if (!scopes(call).contains(scope)) {
                throw SfmcError.insufficientPrivileges();
            }
            return handler.handle(call);
        };
    }

    /** The scopes of the call's token; a 401 without a valid one. */
    Set<String> scopes(Call call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> tokens.scopes(value.substring(BEARER.length()).trim()))
                .orElseThrow(SfmcError::notAuthorized);
    }
}
