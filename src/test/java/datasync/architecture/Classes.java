package datasync.architecture;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The compiled classes and what they refer to.
final class Classes {
  private static final Pattern NAME = Pattern.compile("L([\\w$/]+)[;<]");

  private Classes() {}

  /// A class.
  ///
  /// @param name with dots
  /// @param types every type it refers to: constant pool, descriptors and generic signatures
  /// @param members every method and field it uses, as `owner.name`
  record Used(String name, Set<String> types, Set<String> members) {
    String packageName() {
      return Classes.packageOf(name);
    }

    /// The class without the parts of nested ones.
    String outer() {
      int dollar = name.indexOf('$');
      return dollar < 0 ? name : name.substring(0, dollar);
    }
  }

  static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? "" : type.substring(0, dot);
  }

  /// All classes below a folder.
  static List<Used> below(Path folder) throws IOException {
    List<Used> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("module-info.class")) {
          all.add(read(ClassFile.of().parse(file)));
        }
      }
    }
    return all;
  }

  private static Used read(ClassModel model) {
    Set<String> types = new TreeSet<>();
    Set<String> members = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> named(type.asInternalName(), types);
        case NameAndTypeEntry typed -> described(typed.type().stringValue(), types);
        case MethodTypeEntry method -> described(method.descriptor().stringValue(), types);
        case MemberRefEntry member ->
            members.add(
                member.owner().asInternalName().replace('/', '.') + "."
                    + member.name().stringValue());
        default -> { }
      }
    }
    signed(model.findAttribute(Attributes.signature()), types);
    for (FieldModel field : model.fields()) {
      described(field.fieldType().stringValue(), types);
      signed(field.findAttribute(Attributes.signature()), types);
    }
    for (MethodModel method : model.methods()) {
      described(method.methodType().stringValue(), types);
      signed(method.findAttribute(Attributes.signature()), types);
    }
    return new Used(model.thisClass().asInternalName().replace('/', '.'), types, members);
  }

  private static void named(String name, Set<String> types) {
    if (name.startsWith("[")) {
      described(name, types);
    } else {
      types.add(name.replace('/', '.'));
    }
  }

  private static void signed(Optional<SignatureAttribute> signature, Set<String> types) {
    signature.ifPresent(known -> described(known.signature().stringValue(), types));
  }

  private static void described(String descriptor, Set<String> types) {
    Matcher matcher = NAME.matcher(descriptor);
    while (matcher.find()) {
      types.add(matcher.group(1).replace('/', '.'));
    }
  }
}
