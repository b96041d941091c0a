using System.Reflection;

namespace Canopy.Hosting.Tests.Surface;

/// <summary>The public members of an assembly, one line each, in a form that does not depend on the compiler.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types that code outside can see, each with the members that it can see.</summary>
    public static IEnumerable<KeyValuePair<string, string[]>> Of(Assembly assembly) => assembly.GetExportedTypes()
        .Select(type => KeyValuePair.Create(Name(type), Members(type)))
        .OrderBy(type => type.Key, StringComparer.Ordinal);

    private static string[] Members(Type type) =>
    [
        .. type.GetMembers(Declared)
            .Where(IsVisible)
            .Where(m => !IsWrittenByTheCompiler(type, m))
            .Select(Describe)
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsVisible(MemberInfo member) => member switch
    {
        // What an accessor or an event's add does is named by its property or event.
        MethodInfo { IsSpecialName: true } method => method.Name.StartsWith("op_", StringComparison.Ordinal) && method.IsPublic,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisibleAccessor),
        EventInfo e => IsVisibleAccessor(e.AddMethod!),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        // Types within types are exported types themselves.
        _ => false,
    };

    private static bool IsVisibleAccessor(MethodInfo accessor) => accessor.IsPublic || accessor.IsFamily || accessor.IsFamilyOrAssembly;

    /// <summary>What a record, a delegate or an override has without anybody writing it, and what an interface is implemented by.</summary>
    private static bool IsWrittenByTheCompiler(Type type, MemberInfo member)
    {
        var isRecord = type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;
        return member switch
        {
            { Name: "<Clone>$" or "PrintMembers" or "EqualityContract" or "Deconstruct" } => true,
            MethodInfo { Name: "Equals" or "GetHashCode" or "ToString" or "op_Equality" or "op_Inequality" } => true,
            ConstructorInfo constructor when isRecord => constructor.GetParameters() is [var only] && only.ParameterType == type,
            MethodBase when typeof(Delegate).IsAssignableFrom(type) => true,
            _ => false,
        };
    }

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Short(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => $"{Short(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
        FieldInfo { DeclaringType.IsEnum: true } value => $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{Short(field.FieldType)} {field.Name}",
        _ => member.Name,
    };

    private static string Accessors(PropertyInfo property)
    {
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)) == true;
        List<string> words = [];
        if (property.GetMethod is { } get && IsVisibleAccessor(get))
        {
            words.Add("get;");
        }

        if (property.SetMethod is { } set && IsVisibleAccessor(set))
        {
            words.Add(isInit ? "init;" : "set;");
        }

        return string.Join(' ', words);
    }

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Short(p.ParameterType)} {p.Name}{(p.IsOptional ? "?" : "")}"));

    private static string Name(Type type) => type.IsNested ? $"{Name(type.DeclaringType!)}.{Plain(type)}" : $"{type.Namespace}.{Plain(type)}";

    private static string Plain(Type type) => type.IsGenericTypeDefinition
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>"
        : type.Name;

    private static string Short(Type type)
    {
        if (type.IsByRef)
        {
            return Short(type.GetElementType()!) + "&";
        }

        if (type.IsArray)
        {
            return Short(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Short(value) + "?";
        }

        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;
    }
}
