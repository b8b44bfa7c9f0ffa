package com.acme.coro.io.net;

import com.acme.coro.api.io.PeerCredentials;
import com.acme.coro.io.trust.OwnIdentity;
import com.acme.coro.io.trust.TrustSettings;
import com.acme.coro.io.trust.Usual;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process of the user ada, with a clock of its own; or, by its main method, a real one. */
final class UserOfTrust {
    final List<String> news = new CopyOnWriteArrayList<>();
    final List<String> complaints = new CopyOnWriteArrayList<>();
    final MovedClock clock = new MovedClock();
    final OwnIdentity own;
    final PeerCredentials trust;

    UserOfTrust(TrustSettings settings) {
        own = new OwnIdentity(new Usual(Map.of(), "ada", ""), clock, new OwnIdentity.Told(news::add, complaints::add));
        own.configure(settings);
        trust = new UserTrust(own);
    }

    /** Makes or finds the authority in a directory as soon as its input ends. */
    public static void main(String[] directory) throws IOException {
        PeerCredentials trust = new UserOfTrust(TrustSettings.of(directory[0], "", "", 7)).trust;
        System.out.write('r');
        System.out.flush();
        while (System.in.read() >= 0) {}
        System.out.print(TrustTest.authority(trust.server()).getSerialNumber().toString(16));
        System.out.flush();
    }

    /** The system's, moved. */
    static final class MovedClock extends Clock {
        private volatile Duration moved = Duration.ZERO;

        void advance(Duration by) {
            moved = moved.plus(by);
        }

        void back(Duration by) {
            advance(by.negated());
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(moved);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
