package com.acme.coro.itests.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.itests.code.GaugeOne;
import com.acme.coro.itests.code.GaugeTwo;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A value of one revision of a bundle becomes one of the next, and nothing holds the first. */
public class RevisionsTest {
    /** Found by the manifest of the tests' bundle, under the name it had before. */
    @Transferable(aliases = "test.before")
    public record Renamed(int value) {}

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    private final Codec codec = Container.service(Codec.class);

    @Test
    void shouldHandAValueOverToTheNextRevision() throws Exception {
        TestBundle gauge = bundles.started("gauge", GaugeOne.class);
        var packed = packedByTheFirst(gauge);

        gauge.replace("2.0.0", GaugeTwo.class);
        ClassLoader next = loader(gauge, GaugeTwo.class);
        Object fresh = codec.unpack(packed.value(), next).value();

        assertEquals(
                "Sum[sum=3, readings=[Measure[value=1], Measure[value=2]], unit=Optional.empty]", fresh.toString());
        assertSame(next, fresh.getClass().getClassLoader());
        assertEquals("test.gauge.state", packed.value().type());
        Await.until("the first revision's loader is collected", () -> {
            System.gc();
            return packed.loader().get() == null;
        });
    }

    private record Packed(Codec.Packed value, WeakReference<ClassLoader> loader) {}

    // in a method of its own: nothing on this thread's stack holds the revision afterwards
    private Packed packedByTheFirst(TestBundle gauge) {
        Object state = value(gauge, GaugeOne.class);
        ClassLoader loader = state.getClass().getClassLoader();
        assertTrue(codec.reaches(List.of(state), loader::equals));
        assertFalse(codec.reaches(List.of("text"), loader::equals));
        assertNotSame(loader, getClass().getClassLoader());
        Codec.Packed packed = codec.pack(state, loader);
        // compared by class alone: equals of records leaves a soft reference to their loader in the JDK, for as long as
        // there is memory
        assertSame(state.getClass(), codec.unpack(packed, loader).value().getClass());
        return new Packed(packed, new WeakReference<>(loader));
    }

    @Test
    void shouldGoBackToTheVersionBefore() throws Exception {
        TestBundle gauge = bundles.started("gauge", GaugeTwo.class);
        Codec.Packed packed = codec.pack(value(gauge, GaugeTwo.class), loader(gauge, GaugeTwo.class));

        gauge.replace("1.0.0", GaugeOne.class);

        Codec.Unpacked old = codec.unpack(packed, loader(gauge, GaugeOne.class));
        assertEquals(
                "State[total=3, readings=[], gone=Optional.empty]", old.value().toString());
        assertEquals(
                List.of(
                        "test.gauge.state: the component unit is not known here, and was left out",
                        "test.gauge.state: the component gone was not written, and is empty"),
                old.differences());
    }

    @Test
    void refusesWhatWasNotDeclared() throws Exception {
        TestBundle gauge = bundles.started("gauge", GaugeOne.class);
        Object secrets = value(gauge, GaugeOne.Undeclared.class);

        var refused =
                assertThrows(NotTransferableException.class, () -> codec.pack(secrets, loader(gauge, GaugeOne.class)));

        assertEquals("[0]", refused.path());
        assertEquals(GaugeOne.Secret.class.getName(), refused.type());
        assertTrue(refused.reason().contains("@Transferable"), refused::reason);
    }

    @Test
    void refusesATypeThatIsNotThereAnyMore() throws Exception {
        TestBundle gauge = bundles.started("gauge", GaugeOne.class);
        Codec.Packed packed = codec.pack(value(gauge, GaugeOne.class), loader(gauge, GaugeOne.class));

        gauge.replace("2.0.0", RevisionsTest.class);

        ClassLoader next = loader(gauge, RevisionsTest.class);
        var refused = assertThrows(UnreadableException.class, () -> codec.unpack(packed, next));
        assertEquals("test.gauge.state", refused.type());
    }

    @Test
    void shouldKeepAHandleAndReferToACoroutineByItsId() {
        Coro coro = Container.scheduler().spawn("c", self -> self.receive());
        ClassLoader here = getClass().getClassLoader();

        assertSame(
                coro,
                ((List<?>) codec.unpack(codec.pack(List.of(coro), here), here).value()).get(0));
        assertEquals(coro, codec.read(codec.write(coro), here));
        coro.send("end");
        coro.join();
    }

    @Test
    void shouldFindATypeByWhatTheManifestSays() {
        ClassLoader here = getClass().getClassLoader();
        byte[] bytes = codec.write(new Renamed(5));
        String name = Renamed.class.getName();
        assertEquals(new Renamed(5), codec.read(bytes, here));
        assertTrue(
                Container.context()
                        .getBundle()
                        .adapt(org.osgi.framework.wiring.BundleRevision.class)
                        .getDeclaredCapabilities("com.acme.coro.transferable")
                        .stream()
                        .anyMatch(c -> name.equals(c.getAttributes().get("type"))
                                && List.of("test.before")
                                        .equals(c.getAttributes().get("aliases"))),
                "bnd lists what is declared");
    }

    private static Object value(TestBundle bundle, Class<? extends Supplier<Object>> maker) {
        return ((Supplier<?>) bundle.make(Object.class, maker)).get();
    }

    private static ClassLoader loader(TestBundle bundle, Class<?> type) {
        try {
            return bundle.bundle().loadClass(type.getName()).getClassLoader();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
