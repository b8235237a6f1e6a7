package datasync.io;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A function of the C library that takes two numbers of 32 bits and gives one.
///
/// The first one that is linked costs about 70 ms, others of the same shape next to nothing. Safe
/// for several threads.
final class NativeFunction {
  private final MethodHandle handle;

  private NativeFunction(MethodHandle handle) {
    this.handle = handle;
  }

  /// Links a function; where there is none, or it may not be called, one that [#isThere] denies.
  @SuppressWarnings("restricted")
  static NativeFunction of(String name) {
    try {
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
      if (symbol.isEmpty()) {
        return new NativeFunction(null);
      }
      ValueLayout.OfInt number = ValueLayout.JAVA_INT;
      FunctionDescriptor shape = FunctionDescriptor.of(number, number, number);
      return new NativeFunction(linker.downcallHandle(symbol.get(), shape));
    } catch (IllegalCallerException | UnsupportedOperationException notAllowed) {
      return new NativeFunction(null);
    }
  }

  /// Whether it can be called.
  boolean isThere() {
    return handle != null;
  }

  /// Calls it, with what the function returns.
  int call(int first, int second) {
    try {
      return (int) handle.invokeExact(first, second);
    } catch (RuntimeException | Error broken) {
      throw broken;
    } catch (Throwable impossible) {
      throw new IllegalStateException("C functions throw nothing", impossible);
    }
  }
}
