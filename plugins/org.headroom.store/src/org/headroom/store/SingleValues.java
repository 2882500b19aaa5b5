package org.headroom.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record of one component as that component: an address is a string, an amount of USDC a number of base
 * units. Short to store and easy to query. One that is a kind of a sealed type stays an object, which names its kind.
 */
final class SingleValues extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasAsValue(Annotated annotated) {
        if (!(annotated instanceof AnnotatedMethod method)) return null;
        Class<?> owner = method.getDeclaringClass();
        return single(owner)
                        && method.getParameterCount() == 0
                        && method.getName().equals(owner.getRecordComponents()[0].getName())
                ? Boolean.TRUE
                : null;
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedConstructor made && single(made.getDeclaringClass())
                ? JsonCreator.Mode.DELEGATING
                : null;
    }

    private static boolean single(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && Arrays.stream(type.getInterfaces()).noneMatch(Class::isSealed);
    }
}
