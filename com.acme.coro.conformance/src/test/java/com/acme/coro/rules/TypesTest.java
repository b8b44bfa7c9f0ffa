package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Restart;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.api.io.SocketSettings;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CodecLimits;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.SupervisorSpec;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A specification")
class TypesTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(int.class, 7),
            Map.entry(String.class, "a text"),
            Map.entry(Duration.class, Duration.ofSeconds(7)),
            Map.entry(Path.class, Path.of("somewhere")),
            Map.entry(Map.class, Map.of("name", "value")),
            Map.entry(List.class, List.of(ChildSpec.of("another", self -> null))),
            Map.entry(String[].class, new String[] {"h2"}),
            Map.entry(InetSocketAddress.class, InetSocketAddress.createUnresolved("localhost", 0)),
            Map.entry(Spawn.class, Spawn.named("another")),
            Map.entry(Restart.class, Restart.TEMPORARY),
            Map.entry(Carrier.class, Carrier.JVM),
            Map.entry(SocketSettings.class, SocketSettings.DEFAULT.keepAlive(true)),
            Map.entry(PipeSpec.Errors.class, PipeSpec.Errors.MERGED),
            Map.entry(TlsSpec.ClientCertificate.class, TlsSpec.ClientCertificate.WANTED),
            Map.entry(Identity.class, Identity.pkcs12(Path.of("key.p12"), "changed")),
            Map.entry(Trust.class, Trust.pem(Path.of("others.pem"))),
            Map.entry(
                    Tls.class,
                    Proxy.newProxyInstance(
                            Tls.class.getClassLoader(),
                            new Class<?>[] {Tls.class},
                            (proxy, method, args) -> switch (method.getName()) {
                                case "equals" -> proxy == args[0];
                                case "hashCode" -> 1;
                                default -> "tls";
                            })));

    static Stream<Object> specifications() {
        return Stream.of(
                Spawn.named("one").registered("desk"),
                ChildSpec.of("one", self -> null),
                SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE),
                RuntimeSettings.DEFAULT,
                CodecLimits.DEFAULT,
                ConnectSpec.to("localhost", 80),
                ListenSpec.on("localhost", 0),
                DatagramSpec.on("localhost", 0),
                SocketSettings.DEFAULT,
                PipeSpec.of("cat"),
                DbSpec.named("shop"),
                TlsSpec.client(Trust.system()));
    }

    @Test
    @DisplayName("is copied with a change, and read by the same noun")
    void shouldBeCopiedWithAChange() {
        // snippet: specification
        Spawn plain = Spawn.named("desk");
        Spawn bounded = plain.bound(100).daemon(true);
        assertEquals(OptionalInt.of(100), bounded.bound());
        assertEquals(OptionalInt.empty(), plain.bound()); // not changed
        assertEquals(plain, bounded.bound(OptionalInt.empty()).daemon(false)); // whatever was set can be unset
        // end
    }

    @ParameterizedTest
    @MethodSource("specifications")
    @DisplayName("has a method without and one with an argument for each property, and changes nothing but its copy")
    void shouldHaveTwoMethodsForEachProperty(Object specification) throws Exception {
        Class<?> type = specification.getClass();
        assertTrue(Modifier.isFinal(type.getModifiers()), type.getName());
        assertEquals(0, type.getConstructors().length, "made by a factory: " + type.getName());
        String before = specification.toString();
        int properties = 0;
        for (Method setter : type.getMethods()) {
            if (setter.getParameterCount() != 1 || setter.getReturnType() != type) continue;
            if (Modifier.isStatic(setter.getModifiers())) continue;
            Optional<Method> getter = Arrays.stream(type.getMethods())
                    .filter(m -> m.getName().equals(setter.getName()) && m.getParameterCount() == 0)
                    .findAny();
            if (getter.isEmpty()) { // adds to a property that has several values
                assertTrue(List.of("child", "pipe").contains(setter.getName()), setter.toString());
                continue;
            }
            Class<?> takes = setter.getParameterTypes()[0];
            if (takes == Optional.class || takes == OptionalInt.class) continue; // tried with the value
            Object value =
                    takes == boolean.class ? !((Boolean) getter.get().invoke(specification)) : SAMPLES.get(takes);
            Object copy = setter.invoke(specification, value);
            Object read = getter.get().invoke(copy);
            assertEquals(takes == String[].class ? List.of((String[]) value) : value, value(read), setter.toString());
            assertNotEquals(specification, copy, setter.toString());
            assertNotEquals(before, copy.toString(), setter.toString());
            assertEquals(copy, setter.invoke(specification, value), setter.toString());
            assertEquals(copy.hashCode(), setter.invoke(specification, value).hashCode(), setter.toString());
            properties++;
        }
        assertTrue(properties > 0);
        assertEquals(before, specification.toString());
    }

    private static Object value(Object read) {
        return read instanceof Optional<?> present
                ? present.orElseThrow()
                : read instanceof OptionalInt present ? present.getAsInt() : read;
    }

    @Test
    @DisplayName("can lose again what may be absent")
    void shouldLoseAgainWhatMayBeAbsent() {
        ConnectSpec plain = ConnectSpec.to("localhost", 80);
        assertEquals(plain, plain.timeout(Duration.ofSeconds(1)).timeout(Optional.empty()));
        assertEquals(Spawn.named("desk"), Spawn.named("desk").registered("desk").registered(Optional.empty()));
    }

    @Test
    @DisplayName("shows no secret")
    void shouldShowNoSecret() {
        Trust trust = Trust.pkcs12(Path.of("friends.p12"), "a secret");
        TlsSpec spec = TlsSpec.mutual(Identity.pkcs12(Path.of("me.p12"), "a secret"), trust);
        assertFalse(spec.toString().contains("a secret"), spec.toString());
    }

    @Test
    @DisplayName("refuses a value where it is set")
    void refusesAValueWhereItIsSet() {
        assertThrows(IllegalArgumentException.class, () -> Spawn.named("desk").bound(0));
        assertThrows(IllegalArgumentException.class, () -> Spawn.named("desk").published(true));
        assertThrows(IllegalArgumentException.class, () -> RuntimeSettings.DEFAULT.longTurn(Duration.ZERO));
        assertThrows(
                NullPointerException.class,
                () -> ConnectSpec.to("localhost", 80).settings(null));
    }
}
