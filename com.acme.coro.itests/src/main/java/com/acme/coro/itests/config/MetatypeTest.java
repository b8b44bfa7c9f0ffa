package com.acme.coro.itests.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What a console can show of the configuration. */
public class MetatypeTest {
    private final MetaTypeInformation types = Container.service(MetaTypeService.class)
            .getMetaTypeInformation(Container.bundle("com.acme.coro.scheduler"));

    @Test
    void shouldDescribeOneSchedulerAndAFactoryOfFurtherOnes() {
        assertArrayEquals(new String[] {Configurations.SCHEDULER}, types.getPids());
        assertArrayEquals(new String[] {Configurations.FURTHER_SCHEDULERS}, types.getFactoryPids());
    }

    @ParameterizedTest
    @ValueSource(strings = {Configurations.SCHEDULER, Configurations.FURTHER_SCHEDULERS})
    void shouldDescribeEachAttributeWithItsDefault(String pid) {
        Map<String, AttributeDefinition> attributes = Arrays.stream(
                        types.getObjectClassDefinition(pid, null).getAttributeDefinitions(ObjectClassDefinition.ALL))
                .collect(Collectors.toMap(AttributeDefinition::getID, Function.identity()));

        assertEquals(
                Set.of(
                        "name",
                        "bundles",
                        "carrier",
                        "cleanup.grace",
                        "stop.grace",
                        "stop.limit",
                        "long.turn",
                        "deep.mailbox",
                        "dead.letter.contents"),
                attributes.keySet());
        attributes.forEach((id, attribute) -> {
            assertFalse(attribute.getName().isEmpty(), id);
            assertFalse(attribute.getDescription().isEmpty(), id);
            if (id.equals("bundles")) return; // none
            assertEquals(1, attribute.getDefaultValue().length, id);
            assertEquals("", attribute.validate(attribute.getDefaultValue()[0]), id);
        });
        assertArrayEquals(
                new String[] {"AUTO", "OWN", "JVM"}, attributes.get("carrier").getOptionValues());
        assertTrue(!attributes.get("stop.grace").validate("-1").isEmpty(), "out of range");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.coro.hotswap, swap.quiesce swap.holder swap.wait swap.start swap.unfit swap.reports",
        "com.acme.coro.codec, max.depth max.bytes max.text max.digits max.values max.memory"
    })
    void shouldDescribeTheBundlesThatSwapAndConvert(String bundle, String keys) {
        MetaTypeInformation types =
                Container.service(MetaTypeService.class).getMetaTypeInformation(Container.bundle(bundle));
        assertArrayEquals(new String[] {bundle}, types.getPids());
        AttributeDefinition[] attributes =
                types.getObjectClassDefinition(bundle, null).getAttributeDefinitions(ObjectClassDefinition.ALL);
        assertEquals(
                Set.of(keys.split(" ")),
                Arrays.stream(attributes).map(AttributeDefinition::getID).collect(Collectors.toSet()));
        for (AttributeDefinition a : attributes) {
            assertFalse(a.getDescription().isEmpty(), a.getID());
            assertEquals("", a.validate(a.getDefaultValue()[0]), a.getID());
        }
    }
}
