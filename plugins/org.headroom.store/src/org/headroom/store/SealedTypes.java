package org.headroom.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what a sealed interface permits, by the simple names of its records, so that the model needs no
 * annotations. The name stands in the property {@code kind}. Renaming a record changes the file format.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    static final String KIND = "kind";

    /** Every concrete type below a sealed one, by name. @throws IllegalArgumentException if two share a name */
    static Map<String, Class<?>> below(Class<?> sealed) {
        Map<String, Class<?>> found = new TreeMap<>();
        collect(sealed, found);
        return found;
    }

    private static void collect(Class<?> type, Map<String, Class<?>> found) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) collect(permitted, found);
        } else if (found.put(type.getSimpleName(), type) != null) {
            throw new IllegalArgumentException("two kinds are named " + type.getSimpleName());
        }
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        if (!named(annotated.getRawType())) return super.findPolymorphicTypeInfo(config, annotated);
        return JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, KIND, null, false, null);
    }

    /** The name stands also where only one type is possible: what is stored then reads the same wherever it stands. */
    private static boolean named(Class<?> type) {
        return type.isSealed() || Arrays.stream(type.getInterfaces()).anyMatch(SealedTypes::named);
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
        return named(type.getRawType()) ? type.getRawType().getSimpleName() : super.findTypeName(type);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        if (!annotated.getRawType().isSealed()) return super.findSubtypes(annotated);
        List<NamedType> named = new ArrayList<>();
        below(annotated.getRawType()).forEach((name, type) -> named.add(new NamedType(type, name)));
        return named;
    }
}
