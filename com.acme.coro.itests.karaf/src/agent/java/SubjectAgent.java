import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import javax.security.auth.Subject;

/**
 * Lets a Karaf that was made for Java 21 start on 24 and newer, where {@code Subject.getSubject} throws (JEP 486): its body becomes a
 * call of {@code Subject.current()}. Karaf does not set that, so that its shell finds no roles and hides all commands with an access
 * rule: each user of the shell has every role here. For throw-away test containers only. Stands apart from the tests since it needs the
 * class-file API of the Java it is for; {@code Karaf} compiles it there.
 */
public final class SubjectAgent implements ClassFileTransformer {
    private static final ClassDesc SUBJECT = ClassDesc.of("javax.security.auth.Subject");

    private SubjectAgent() {}

    public static void premain(String arguments, Instrumentation jvm) throws Exception {
        jvm.addTransformer(new SubjectAgent(), true);
        jvm.retransformClasses(Subject.class);
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
        if ("javax/security/auth/Subject".equals(name)) {
            return replace(
                    bytes,
                    "getSubject",
                    body -> body.invokestatic(SUBJECT, "current", MethodTypeDesc.of(SUBJECT))
                            .areturn());
        }
        if ("org/apache/karaf/shell/impl/console/osgi/secured/SecuredSessionFactoryImpl".equals(name)) {
            return replace(bytes, "currentUserHasRole", body -> body.iconst_1().ireturn());
        }
        return null;
    }

    private static byte[] replace(byte[] bytes, String methodName, Consumer<CodeBuilder> by) {
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString(methodName), new NewBody(by)));
    }

    /** Drops the old body and writes the new one where it ended. */
    private record NewBody(Consumer<CodeBuilder> by) implements CodeTransform {
        @Override
        public void accept(CodeBuilder body, CodeElement dropped) {}

        @Override
        public void atEnd(CodeBuilder body) {
            by.accept(body);
        }
    }
}
