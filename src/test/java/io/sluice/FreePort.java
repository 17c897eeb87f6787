package io.sluice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program to listen at. It is below those that outgoing connections get: while the program is down, a client that
 * tries its port could otherwise be given that very port, connect to itself, and keep the program from coming back.
 */
public final class FreePort {
    private FreePort() {}

    public static int any() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .filter(FreePort::free)
                .findFirst()
                .orElseThrow();
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
